"""Aliases follow their source: its address, its place, its end.

Wagtail brings text and publication to them (`Page.update_aliases`, `unpublish`), no more.
"""

from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.translation.aliases import ensure_aliases, find_source
from cms.translation.leading import leader_of
from cms.translation.slug_changes import change_slug
from cms.translation.targets import HOME_DEPTH, has_one_slug
from cms.translation.trees.mending import put_in_order


def stand_ins(page: Page) -> list[Page]:
    """The aliases that show `page` in other languages."""
    return list(page.aliases.exclude(locale_id=page.locale_id).specific())


def follow_slug(sender: type[Page], instance: Page, alias: bool = False, **kwargs: Any) -> None:
    """Give the stand-ins of a page that was just published its slug, and a section all versions.

    A section that another language leads has no slug of its own: it gets its leader's back.
    """
    if alias or instance.depth == HOME_DEPTH:
        return
    followers = stand_ins(instance)
    if has_one_slug(instance.specific_class):
        leader = leader_of(instance)
        if leader is not None and leader.pk != instance.pk:
            if leader.live:
                change_slug(instance, leader.slug)
            return
        followers = list(instance.get_translations().specific())
    for follower in followers:
        change_slug(follower, instance.slug)


def follow_move(
    sender: type[Page],
    instance: Page,
    parent_page_before: Page,
    parent_page_after: Page,
    **kwargs: Any,
) -> None:
    """Move the stand-ins of a page that was moved below the versions of its new parent.

    Where it was moved among its siblings, menus of other languages that show it take their order.
    """
    if parent_page_before.pk == parent_page_after.pk:
        follow_order(parent_page_after)
        return
    ensure_aliases(parent_page_after)
    parents = {
        parent.locale_id: parent for parent in parent_page_after.get_translations(inclusive=True)
    }
    for stand_in in stand_ins(instance):
        parent = parents[stand_in.locale_id]
        if stand_in.get_parent() != parent:
            stand_in.move(parent, pos="last-child")


def follow_order(parent: Page) -> None:
    """Bring the menus below the other versions of `parent` into its order, if they follow it."""
    leader = leader_of(parent)
    if leader is None or leader.pk != parent.pk:
        return
    order = list(parent.get_children().in_menu().values_list("translation_key", flat=True))
    for version in parent.get_translations():
        here = list(version.get_children().in_menu().filter(translation_key__in=order))
        right = sorted(here, key=lambda page: order.index(page.translation_key))
        if here != right:
            put_in_order([page.pk for page in right])


def follow_deletion(instance: Page, **kwargs: Any) -> None:
    """Leave no stand-in of a page that is being deleted: it would pose as a translation.

    It shows another language's text where there is one. Else it goes too, unless texts of its own
    language stand below it: then it waits, unpublished, for an editor.
    """
    rest = [page for page in instance.get_translations() if page.alias_of_id is None]
    successor = find_source(rest)
    followers = stand_ins(instance)
    for stand_in in followers:
        if successor is not None:
            stand_in.alias_of = successor
            stand_in.save(update_fields=["alias_of"], clean=False)
        elif stand_in.get_descendants().filter(alias_of__isnull=True).exists():
            stand_in.unpublish(log_action=False)
        else:
            stand_in.delete()
    # Without followers `instance` may itself show `successor`: rows written for it now would stay.
    if followers and successor is not None:
        if successor.live:
            successor.specific.update_aliases()
        # Once it is certain that they stay: Wagtail writes the redirects after the transaction.
        pages, text = [follower.pk for follower in followers], successor.pk
        transaction.on_commit(lambda: take_slug(pages, text))


@transaction.atomic
def take_slug(pages: list[int], text_id: int) -> None:
    """Give those of `pages` that show the text `text_id` its slug. None of them need be left.

    Where a translation is begun, the slug is that of its own text.
    """
    followers = Page.objects.filter(pk__in=pages, alias_of=text_id).select_related("alias_of")
    for follower in followers:
        text = follower.alias_of
        begun = Translation.objects.filter(
            source__object_id=text.translation_key,
            target_locale=follower.locale_id,
            enabled=True,
        )
        if not begun.exists():
            change_slug(follower, text.slug)
