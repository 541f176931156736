"""How often a client may ask what costs the site work."""

import ipaddress
import math
import time
from typing import ClassVar

from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

# A provider gives each of its customers this much of the space of IPv6 addresses.
IPV6_PREFIX = 64


class ClientThrottle(BaseThrottle):
    """Allows each client so many requests in a stretch of time.

    Clients are told apart by their address, behind as many proxies as `NINJA_NUM_PROXIES` says.
    Counts are kept in the cache: processes that share one count together, others each for itself.
    """

    seconds: ClassVar[int] = 60

    def __init__(self, scope: str, requests: int) -> None:
        """`scope` names what is counted together; `requests` are allowed in `seconds` seconds."""
        self.scope = scope
        self.requests = requests

    def allow_request(self, request: HttpRequest) -> bool:
        stretch = int(time.time() // self.seconds)
        key = f"cms:throttle:{self.scope}:{client(self.get_ident(request))}:{stretch}"
        if cache.add(key, 1, self.seconds):
            return True
        try:
            return cache.incr(key) <= self.requests
        except ValueError:  # the cache dropped it between the two calls
            return True

    def wait(self) -> float:
        """Seconds until the client may ask again."""
        return math.ceil(self.seconds - time.time() % self.seconds)


def client(address: str | None) -> str:
    """Whom `address` belongs to, as a key: for IPv6 its network, for what is no address one key."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, IPV6_PREFIX), strict=False).network_address)
