"""Where events may be sent to: public addresses on the internet, and nothing that is near.

Whoever may name an address could otherwise have this server speak to its own neighbours: databases,
the metadata of the cloud, the admin of a router. The text of an address is checked when it is saved
and again before each request; what its name leads to is checked at each connection, and it is that
very address which is connected to (`cms.webhooks.sending`), so that a name whose answer changes in
between gains nothing.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = frozenset({443, 8443})
# What the IANA registries of special addresses have and Python 3.11 takes for global, and public
# addresses that clouds answer at from within.
REFUSED_NETWORKS = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT, and Alibaba's metadata
        "168.63.129.16/32",  # Azure's wire server
        "192.0.0.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "224.0.0.0/3",  # multicast and reserved
        "2001::/23",  # Teredo, ORCHID and other assignments to protocols
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3ffe::/16",
        "3fff::/20",
    )
)
# Global unicast. Mapped, compatible, translated (NAT64), unique local, link-local, site-local and
# multicast addresses all lie outside.
IPV6_UNICAST = ipaddress.ip_network("2000::/3")
# ISATAP puts an IPv4 address behind these two words.
ISATAP = frozenset({0x00005EFE, 0x02005EFE})

# Names that lead into a house, whoever is asked (RFC 6761, 6762, 8375, ICANN's .internal).
REFUSED_SUFFIXES = frozenset(
    "localhost local localdomain internal intranet lan home corp private arpa"
    " onion test invalid example".split()
)
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
# The last label of a name is never a number; libraries read such hosts as IPv4 in many ways.
NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")


class Refused(Exception):
    """Nothing is sent to such an address; the message says why, in the reader's language."""


@dataclass(frozen=True)
class Target:
    """The parts of an address that requests are made of."""

    is_secure: bool
    host: str
    port: int
    path: str


def unsafe_allowed() -> bool:
    """Whether this site may send to plain http and to its own neighbours, for development only."""
    return bool(getattr(settings, "CMS_WEBHOOKS_ALLOW_UNSAFE_TARGETS", False))


def parse_target(url: str) -> Target:
    """The parts of `url`. Raises Refused for one that nothing is sent to, wherever it leads."""
    # urlsplit drops tabs and line breaks, and others take a backslash for a slash.
    if not url.isprintable() or any(sign in url for sign in " \\"):
        raise Refused(_("The address has signs that no address has."))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused(_("This is not an address.")) from error
    if parts.scheme != "https" and not (unsafe_allowed() and parts.scheme == "http"):
        raise Refused(_("The address must begin with https://."))
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise Refused(_("The address must not contain a user name or password."))
    if parts.fragment:
        raise Refused(_("The address must not contain a #."))
    is_secure = parts.scheme == "https"
    port = port if port is not None else (443 if is_secure else 80)
    if port not in PORTS and not unsafe_allowed():
        raise Refused(_("The port must be 443 or 8443."))
    return Target(is_secure, checked_host(parts), port, request_path(parts))


def request_path(parts: SplitResult) -> str:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii():
        raise Refused(_("The path of the address must be written in ASCII, percent-encoded."))
    return path


def checked_host(parts: SplitResult) -> str:
    """The host in lower case, as ASCII. Raises Refused for one that cannot be on the internet."""
    host = (parts.hostname or "").rstrip(".")
    if "[" in parts.netloc or ":" in host:
        return checked_literal(host)
    try:
        host = host.encode("idna").decode().lower()
    except UnicodeError as error:
        raise Refused(_("This is not the name of a host.")) from error
    labels = host.split(".")
    if NUMBER.fullmatch(labels[-1]):
        return checked_literal(host)
    if not all(LABEL.fullmatch(label) for label in labels):
        raise Refused(_("This is not the name of a host."))
    if unsafe_allowed():
        return host
    if len(labels) < 2 or labels[-1] in REFUSED_SUFFIXES:
        raise Refused(_("Hosts of a local network are not allowed."))
    return host


def checked_literal(host: str) -> str:
    """An IP address in its one plain form; octal, hexadecimal and shortened ones are refused."""
    if "%" in host:
        raise Refused(_("This is not an address."))
    try:
        address = ipaddress.ip_address(host)
    except ValueError as error:
        raise Refused(_("This is not an address.")) from error
    refuse_unless_public(address)
    return str(address)


def is_public(address: Address) -> bool:
    """Whether `address` is one of the internet, and carries no other address in itself."""
    if isinstance(address, ipaddress.IPv6Address):
        if address not in IPV6_UNICAST or (int(address) >> 32) & 0xFFFFFFFF in ISATAP:
            return False
    elif not address.is_global:
        return False
    return not any(
        address in network for network in REFUSED_NETWORKS if network.version == address.version
    )


def refuse_unless_public(address: Address) -> None:
    if not is_public(address) and not unsafe_allowed():
        raise Refused(_("Addresses of a local network are not allowed."))


def resolve(target: Target) -> list[str]:
    """The IP addresses of a target's host, all of them checked, in the order of the resolver.

    Raises Refused if any of them is not public: no honest name leads to both. Raises OSError where
    the name leads nowhere.
    """
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(sockaddr[0]) for *_rest, sockaddr in found))
    for address in addresses:
        if "%" in address and not unsafe_allowed():
            raise Refused(_("Addresses of a local network are not allowed."))
        refuse_unless_public(ipaddress.ip_address(address))
    return addresses
