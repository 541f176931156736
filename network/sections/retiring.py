"""Ending a network without losing what it published, and beginning it again.

What is published stays, and readers are told that the network is no longer active. Its coordinators
keep their accounts and their place in the group, which has no right any more.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from network.models import NetworkSection
from network.sections.pages import FirstPage
from network.sections.provisioning import put_right

RETIRED = "network.retire"
REACTIVATED = "network.reactivate"


@transaction.atomic
def retire(section: NetworkSection, by: Any = None) -> list[str]:
    """End the work in a section; nothing happens if it has ended. Returns what was changed."""
    if section.is_retired:
        return []
    section.retired_at = timezone.now()
    section.save(update_fields=["retired_at"])
    log(section, RETIRED, user=by)
    return put_right(section, FirstPage(by=by))


@transaction.atomic
def reactivate(section: NetworkSection, by: Any = None) -> list[str]:
    """Give the coordinators their rights back; nothing happens if they have them."""
    if not section.is_retired:
        return []
    section.retired_at = None
    section.save(update_fields=["retired_at"])
    log(section, REACTIVATED, user=by)
    return put_right(section, FirstPage(by=by))
