"""Rights on a section hold in every language's tree.

Wagtail ties the rights of a group to one page and what stands below it, so a coordinator's section
needs rows in each tree. The homes are left out: a row on a home is bound to its language. So are
groups whose languages are said elsewhere: those of translators (`cms.translation.roles`), and what
the apps above add.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from wagtail.models import GroupPagePermission, Page

from cms.translation.aliases import find_source
from cms.translation.targets import HOME_DEPTH

# Relations of a group by which it is known that something else says in which languages it works.
KEPT_ELSEWHERE = ["translator_role"]


def in_all_languages() -> Q:
    """The rights of everybody else, which are the same in the trees of all languages."""
    return Q(**{f"group__{relation}__isnull": True for relation in KEPT_ELSEWHERE})


def carry_permissions(source_obj: models.Model, target_obj: models.Model, **kwargs: Any) -> None:
    """When a translation or an alias was made of a page: give the groups of the one the other."""
    if isinstance(source_obj, Page):
        copy_permissions(source_obj, [target_obj])


def copy_permissions(source: Page, targets: Iterable[Page]) -> int:
    """Give every group on `targets` what it has on `source` itself. Returns the rows added."""
    if source.depth <= HOME_DEPTH:
        return 0
    granted = source.group_permissions.filter(in_all_languages()).values_list(
        "group_id", "permission_id"
    )
    added = 0
    for target in targets:
        for group_id, permission_id in granted:
            _row, created = GroupPagePermission.objects.get_or_create(
                page_id=target.pk, group_id=group_id, permission_id=permission_id
            )
            added += created
    return added


def repair_permissions() -> int:
    """Give all versions of each section the rights of the one that they follow.

    Adds only: who took a right away in one tree has to do so in the others. Returns the rows added.
    """
    keys = GroupPagePermission.objects.filter(
        in_all_languages(), page__depth__gt=HOME_DEPTH
    ).values("page__translation_key")
    versions: dict[Any, list[Page]] = {}
    for page in Page.objects.filter(translation_key__in=keys).order_by("path"):
        versions.setdefault(page.translation_key, []).append(page)
    added = 0
    for pages in versions.values():
        source = find_source(pages)
        if source is not None:
            added += copy_permissions(source, [page for page in pages if page != source])
    return added
