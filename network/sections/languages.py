"""In the trees of which languages the coordinators of a network write.

The section says it (`NetworkSection.languages`), so that their rights are not among those that are
carried to every language; here they are carried to the languages that are theirs.
"""

from typing import Any

from django.db import models
from wagtail.models import Page
from wagtail.signals import copy_for_translation_done

from cms.translation import permissions
from network.models import NetworkPage, NetworkSection
from network.sections.groups import ensure_rights
from network.sections.moderation import ensure_workflow
from network.sections.pages import pages_of


def connect() -> None:
    """Listen; called once, when the app registry is ready."""
    permissions.KEPT_ELSEWHERE.append("network_section")
    copy_for_translation_done.connect(carry_section, dispatch_uid="network_carry_section")


def carry_section(source_obj: models.Model, target_obj: models.Model, **kwargs: Any) -> None:
    """When a section gets a page in a further language: give it to the coordinators, too."""
    if not isinstance(target_obj, NetworkPage):
        return
    key = target_obj.translation_key
    section = NetworkSection.objects.filter(network_key=key).select_related("group").first()
    if section is not None:
        pages: list[Page] = [*pages_of(section)]
        ensure_rights(section, pages)
        ensure_workflow(section, pages)
