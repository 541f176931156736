"""One request to an endpoint, bounded in time and size, to the address that was checked."""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

from django.utils.translation import gettext as _

from cms.webhooks.addresses import Refused, Target, parse_target, resolve

CONNECT_SECONDS = 5
TOTAL_SECONDS = 15
# What is read of an answer, in bytes; the rest is left with whoever sends it.
EXCERPT_BYTES = 1000
USER_AGENT = "alliance-cms-webhooks"


@dataclass(frozen=True)
class Answer:
    """What came back: a status and the beginning of the body, or what went wrong."""

    status: int | None = None
    excerpt: str = ""
    error: str = ""

    @property
    def is_accepted(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """POST JSON to `url`. Never raises for what the other side does, and never waits for it longer
    than TOTAL_SECONDS. A redirect is an answer like any other: it is not followed.
    """
    started = monotonic()
    try:
        target = parse_target(url)
        connection = connect(target, started + TOTAL_SECONDS)
    except Refused as refused:
        return Answer(error=str(refused))
    except OSError as error:
        return Answer(error=describe(error))
    # A timeout of the socket begins anew with each byte: whoever sends one now and then would hold
    # the worker for ever.
    watch = threading.Timer(started + TOTAL_SECONDS - monotonic(), hang_up, [connection.sock])
    watch.daemon = True
    watch.start()
    try:
        answer = exchange(connection, target, body, headers)
    except (OSError, http.client.HTTPException, ValueError) as error:
        answer = Answer(error=describe(error))
    finally:
        watch.cancel()
        connection.close()
    # What was cut off in the middle may look like an answer.
    late = monotonic() - started >= TOTAL_SECONDS
    return Answer(error=_("No answer in time")) if late else answer


def connect(target: Target, deadline: float) -> http.client.HTTPConnection:
    """A connection to one of the addresses that were checked just now.

    Raises Refused and OSError. The certificate, and the Host header, are those of the name.
    """
    connection = http.client.HTTPConnection(target.host, target.port)
    plain = open_socket(target, deadline)
    try:
        connection.sock = secured(plain, target.host) if target.is_secure else plain
    except OSError:
        plain.close()
        raise
    connection.sock.settimeout(max(deadline - monotonic(), 0.1))
    if target.is_secure:
        connection.default_port = http.client.HTTPS_PORT
    return connection


def open_socket(target: Target, deadline: float) -> socket.socket:
    """A socket to the first address that takes a connection. Raises OSError when none does."""
    last: OSError = OSError(_("The name has no address"))
    for address in resolve(target):
        left = min(CONNECT_SECONDS, deadline - monotonic())
        if left <= 0:
            break
        try:
            return socket.create_connection((address, target.port), timeout=left)
        except OSError as error:
            last = error
    raise last


def secured(plain: socket.socket, host: str) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context.wrap_socket(plain, server_hostname=host)


def hang_up(connected: socket.socket) -> None:
    """End what another thread is waiting for."""
    try:
        socket.socket.shutdown(connected, socket.SHUT_RDWR)
    except OSError:
        return  # the other side was faster


def exchange(
    connection: http.client.HTTPConnection, target: Target, body: bytes, headers: Mapping[str, str]
) -> Answer:
    connection.request(
        "POST",
        target.path,
        body,
        {
            "Content-Type": "application/json",
            "User-Agent": USER_AGENT,
            "Connection": "close",
            **headers,
        },
    )
    response = connection.getresponse()
    excerpt = response.read(EXCERPT_BYTES)
    redirect = _("A redirect, which is not followed") if 300 <= response.status < 400 else ""
    return Answer(response.status, printable(excerpt), redirect)


def printable(excerpt: bytes) -> str:
    """As text that any database keeps."""
    return excerpt.decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")


def describe(error: Exception) -> str:
    """What went wrong, in one line, without what the other side may have put into it."""
    if isinstance(error, TimeoutError):
        return _("No answer in time")
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{type(error).__name__}: {error.verify_message}"
    if isinstance(error, OSError) and error.strerror:
        return f"{type(error).__name__}: {error.strerror}"[:200]
    return type(error).__name__
