"""How much one visitor, one network and one address may send, and what holds when many do.

What all together send shuts nobody out, or one attacker could: beyond it each network still gets
its small share, and has to wait for it (`network.applications.submission`).

Counted in the database, so that the limits hold for all processes with no cache server beside.
"""

import datetime
import ipaddress
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from ninja.throttling import BaseThrottle

from cms.apikit.throttle import client
from network.models.limits import UseCount

HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """So many uses in a stretch of time, counted for each identity."""

    scope: str
    uses: int
    stretch: datetime.timedelta

    def use(self, identity: str = "") -> bool:
        """Count a use; whether it is within the limit."""
        return count_up(self.key(identity), until=timezone.now() + self.stretch) <= self.uses

    def is_used_up(self, identity: str = "") -> bool:
        """Whether a further use would go beyond the limit; counts none."""
        return UseCount.objects.filter(key=self.key(identity), count__gte=self.uses).exists()

    def key(self, identity: str) -> str:
        number = int(timezone.now().timestamp() // self.stretch.total_seconds())
        return salted_hmac("network.limits", f"{self.scope}:{number}:{identity}").hexdigest()


# Uploads are read by a program, which costs more than the rest of an answer.
POSTS_OF_CLIENT = Limit("posts", 60, HOUR)
APPLICATIONS_OF_CLIENT = Limit("applications", 10, HOUR)
APPLICATIONS_OF_NETWORK = Limit("applications-of-network", 30, HOUR)
# Beyond these many are sending at once, and the shares of each network hold.
POSTS_OF_ALL = Limit("posts-of-all", 2000, HOUR)
POSTS_OF_NETWORK_THEN = Limit("posts-of-network-then", 10, HOUR)
APPLICATIONS_OF_ALL = Limit("applications-of-all", 100, HOUR)
APPLICATIONS_OF_NETWORK_THEN = Limit("applications-of-network-then", 2, HOUR)
# What is sent to one address before it is confirmed.
LETTERS_TO_ADDRESS = Limit("letters", 3, DAY)
STATUS_POSTS = Limit("status-posts", 60, HOUR)
# Of one application: who replaces a file again and again fills nobody's letter box.
DOCUMENT_NOTICES = Limit("document-notices", 3, DAY)
# Each form that was shown sends one application, however often its button is pressed.
FORM = Limit("form", 1, 2 * DAY)


# What a provider gives one customer at most: 256 addresses of IPv4, a site of IPv6 (RFC 6177).
NETWORK_PREFIXES = {4: 24, 6: 48}


def count_up(key: str, until: datetime.datetime) -> int:
    """Add one to the count of `key` and return it; what has ended is cleared away meanwhile."""
    counts = UseCount.objects.filter(key=key)
    if not counts.update(count=F("count") + 1):
        UseCount.objects.filter(until__lt=timezone.now()).delete()
        try:
            with transaction.atomic():
                UseCount.objects.create(key=key, count=1, until=until)
        except IntegrityError:  # somebody else was first
            counts.update(count=F("count") + 1)
    return counts.values_list("count", flat=True).get()


def client_of(request: HttpRequest) -> str:
    """Who asks, behind as many proxies as NINJA_NUM_PROXIES says; a network for IPv6."""
    return client(BaseThrottle().get_ident(request))


def network_of(request: HttpRequest) -> str:
    """The network that who asks belongs to; one key for all that have no address."""
    client_key = client_of(request)
    try:
        version = ipaddress.ip_address(client_key).version
    except ValueError:
        return client_key
    return str(ipaddress.ip_network((client_key, NETWORK_PREFIXES[version]), strict=False))
