"""Deleting, unpublishing and moving a page in all languages, or in one.

Aliases are not asked about: they follow the text that they show. What is decided on are the texts,
and where a page is deleted the aliases of a section, too, below which other texts stand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from cms.translation.aliases import ensure_aliases
from cms.translation.completeness import language_name
from cms.translation.moved_alone import remember_moved_alone
from cms.translation.needs import names, needed_by, refusal
from cms.translation.targets import HOME_DEPTH

# Says what stands in the way of doing the same with a further version; nothing if it may be done.
Judge = Callable[[Page], str]


class Scope(models.TextChoices):
    ALL = "all", gettext_lazy("All languages")
    THIS = "this", gettext_lazy("This language only")


@dataclass(frozen=True)
class Version:
    """A page in a further language; `texts_below` counts the pages below it that go along."""

    page: Page
    language: str
    texts_below: int
    obstacle: str


class Refused(PermissionDenied):
    """Not every version may be touched, so that none was."""


def versions_of(page: Page, judge: Judge, with_sections: bool = False) -> list[Version]:
    """The texts of `page` in other languages, by language; none of a home, which is a language.

    `with_sections` adds the aliases below which texts of their own stand.
    """
    versions = [
        Version(other, language_of(other), texts_below(other), judge(other))
        for other in texts_of(page, with_sections)
    ]
    return sorted(versions, key=lambda version: version.language)


def texts_of(page: Page, with_sections: bool = False) -> list[Page]:
    """The same as pages."""
    if page.depth <= HOME_DEPTH:
        return []
    return [
        other
        for other in page.get_translations().select_related("locale").specific()
        if other.alias_of_id is None or (with_sections and texts_below(other))
    ]


def language_of(page: Page) -> str:
    return capfirst(language_name(page.locale))


def count_texts(page: Page, versions: Iterable[Version]) -> int:
    """How many pages end with `page` in all languages, aliases in other languages not counted."""
    return page.get_descendant_count() + sum(version.texts_below + 1 for version in versions) + 1


def texts_below(page: Page) -> int:
    """How many pages below `page` are no aliases."""
    return page.get_descendants().filter(alias_of=None).count()


def chosen(versions: Iterable[Version], scope: str) -> list[Page]:
    """The further pages that are to be touched. Raises Refused if one may not be."""
    if scope != Scope.ALL:
        return []
    versions = list(versions)
    if any(version.obstacle for version in versions):
        raise Refused(obstacles_of(versions))
    return [version.page for version in versions]


def obstacles_of(versions: Iterable[Version]) -> str:
    return " ".join(
        f"{version.language}: {version.obstacle}" for version in versions if version.obstacle
    )


def judge_deletion(user: Any) -> Judge:
    def judge(page: Page) -> str:
        if not page.permissions_for_user(user).can_delete():
            return _("You may not delete this page.")
        needing = needed_by(page)
        return refusal(needing) if needing else ""

    return judge


def judge_unpublishing(user: Any) -> Judge:
    def judge(page: Page) -> str:
        may = not page.live or page.permissions_for_user(user).can_unpublish()
        return "" if may else _("You may not unpublish this page.")

    return judge


def judge_move(user: Any, destination: Page) -> Judge:
    def judge(page: Page) -> str:
        parent = destination.get_translation_or_none(page.locale)
        if parent is None:
            return _("The new section does not exist in this language.")
        if not page.permissions_for_user(user).can_move_to(parent):
            return _("You may not move this page there.")
        if not Page._slug_is_available(page.slug, parent, page):
            return _("Another page there has the address “%(slug)s”.") % {"slug": page.slug}
        return ""

    return judge


def delete(page: Page, others: Iterable[Page], user: Any) -> None:
    """Delete a page with `others`, for whom the caller has asked for the rights.

    Raises Refused, and deletes nothing, if something needs one of them or a page below.
    """
    try:
        with transaction.atomic():
            for each in [*others, page]:
                # Read anew: deleting a version gives its aliases to another one, or deletes them.
                DeletePageAction(fresh(each), user=user).execute(skip_permission_checks=True)
    except models.RestrictedError as error:
        raise Refused(refusal(names(error.restricted_objects))) from error
    except models.ProtectedError as error:
        raise Refused(refusal(names(error.protected_objects))) from error


def obstacle_of_place(page: Page, destination: Page) -> str:
    """Why no page like `page` may stand below `destination`, whoever asks; nothing if it may."""
    if destination.locale_id != page.locale_id:
        return _("A page stays in the tree of its language.")
    if destination == page or destination.is_descendant_of(page):
        return _("A page cannot be moved below itself.")
    if not page.specific.can_move_to(destination):
        return _("No page of the type “%(type)s” may stand there.") % {
            "type": page.specific_class.get_verbose_name()
        }
    return ""


@transaction.atomic
def move(page: Page, others: Iterable[Page], destination: Page, user: Any, alone: bool) -> None:
    """Move a page below `destination`, and `others` below its versions.

    `alone` says that there are versions which somebody decided to leave where they are.
    """
    ensure_aliases(destination)
    for each in [page, *others]:
        parent = destination if each is page else fresh(destination).get_translation(each.locale)
        MovePageAction(fresh(each), fresh(parent), pos="last-child", user=user).execute()
    if alone:
        remember_moved_alone(fresh(page), user)


def fresh(page: Page) -> Any:
    """The page as the database has it now."""
    return Page.objects.get(pk=page.pk).specific


def shown_text(page: Page) -> Page | None:
    """The text of another language that `page` shows: what is done, is done to that.

    None for a text of its own, and for the home of a language.
    """
    text = page.alias_of
    stands_in = text is not None and text.locale_id != page.locale_id
    return text if stands_in and page.depth > HOME_DEPTH else None
