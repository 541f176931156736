"""The checks of the trees, in the order in which their faults are mended."""

from collections.abc import Callable, Iterator
from functools import partial

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.translation.aliases import find_source
from cms.translation.slug_changes import change_slug
from cms.translation.targets import HOME_DEPTH, has_one_slug
from cms.translation.trees import mending
from cms.translation.trees.drift import Drift
from cms.translation.trees.snapshot import ROOT_DEPTH, Snapshot, model_of, stands_in

Check = Callable[[Snapshot], Iterator[Drift]]


def places(snapshot: Snapshot) -> Iterator[Drift]:
    """Paths, depths and counts of children, as treebeard keeps them."""
    for page in snapshot.pages:
        depth, rest = divmod(len(page.path), Page.steplen)
        language = snapshot.language_of(page)
        if rest or (depth > ROOT_DEPTH and snapshot.parent_of(page) is None):
            fault = _("stands below no page; “manage.py fixtree” offers to delete it")
            yield Drift(page, language, fault)
        elif page.depth != depth or page.numchild != len(snapshot.children[page.path]):
            fault = _("depth or number of pages below it is recorded wrongly")
            yield Drift(page, language, fault, Page.fix_tree)


def addresses(snapshot: Snapshot) -> Iterator[Drift]:
    """The address of a page, as it is recorded for finding it, is that of the pages above it."""
    expected: dict[str, str] = {}
    for page in snapshot.pages:
        above = page.path[: -Page.steplen]
        if not above:
            expected[page.path] = "/"
        elif above in expected:
            expected[page.path] = f"{expected[above]}{page.slug}/"
            if page.url_path != expected[page.path]:
                fault = _("its recorded address is “%(recorded)s” and should be “%(right)s”") % {
                    "recorded": page.url_path,
                    "right": expected[page.path],
                }
                mend = partial(mending.write_url_path, page.pk, expected[page.path])
                yield Drift(page, snapshot.language_of(page), fault, mend)


def kinships(snapshot: Snapshot) -> Iterator[Drift]:
    """Versions of one page are of one type and are translated from one language."""
    for versions in snapshot.versions.values():
        first = next(iter(versions.values()))
        if len({page.content_type_id for page in versions.values()}) > 1:
            fault = _("counts as a translation of pages of another type")
            yield Drift(first, snapshot.language_codes(versions), fault)
    for (key, locale_id), sources in snapshot.targets.items():
        page = snapshot.versions.get(key, {}).get(locale_id)
        if page and len(sources) > 1:
            fault = _(
                "is being translated from several languages (%(languages)s): stop all but one"
            )
            languages = snapshot.language_codes(sources)
            yield Drift(page, snapshot.language_of(page), fault % {"languages": languages})


def languages(snapshot: Snapshot) -> Iterator[Drift]:
    """A page stands in the tree of its language."""
    for page in snapshot.pages:
        home, parent = snapshot.home_of(page), snapshot.parent_of(page)
        if page.depth > HOME_DEPTH and home and parent and home.locale_id != page.locale_id:
            right = snapshot.versions[parent.translation_key].get(page.locale_id)
            fault = _("stands in the tree of another language (%(language)s)")
            mend = partial(mending.move, page.pk, right.pk) if right else None
            yield Drift(
                page,
                snapshot.language_of(page),
                fault % {"language": snapshot.language_of(home)},
                mend,
            )


def aliases(snapshot: Snapshot) -> Iterator[Drift]:
    """An alias shows a text of its own page in another language, no alias and no other page."""
    for page in snapshot.pages:
        if not stands_in(page, snapshot):
            continue
        shown = snapshot.by_pk[page.alias_of_id]
        if shown.alias_of_id is None and shown.translation_key == page.translation_key:
            continue
        leader = snapshot.leader_of(page)
        fault = _("shows an alias, or another page, instead of a text of its own page")
        mend = partial(mending.show_page, leader.pk, page.pk) if leader else None
        yield Drift(page, snapshot.language_of(page), fault, mend)


def impostors(snapshot: Snapshot) -> Iterator[Drift]:
    """What was an alias and lost its source poses as a translation, with another's words."""
    for page in snapshot.pages:
        leader = snapshot.leader_of(page) if page.depth > ROOT_DEPTH else None
        if (
            leader is not None
            and leader != page
            and page.alias_of_id is None
            and page.latest_revision_id is None
            and not snapshot.targets.get((page.translation_key, page.locale_id))
            and page.content_type_id == leader.content_type_id
            and mending.have_same_words(page, leader)
        ):
            fault = _("poses as a translation with the words of “%(language)s”")
            yield Drift(
                page,
                snapshot.language_of(page),
                fault % {"language": snapshot.language_of(leader)},
                partial(mending.show_page, leader.pk, page.pk),
            )


def gaps(snapshot: Snapshot) -> Iterator[Drift]:
    """Every page has an address in every language."""
    for versions in snapshot.versions.values():
        missing = snapshot.locales.keys() - versions.keys()
        leader = snapshot.leader_of(next(iter(versions.values())))
        if missing and leader is not None:
            fault = _("is missing in: %(languages)s")
            yield Drift(
                leader,
                snapshot.language_of(leader),
                fault % {"languages": snapshot.language_codes(missing)},
                partial(mending.fill, leader.pk),
            )


def parents(snapshot: Snapshot) -> Iterator[Drift]:
    """Versions of one page stand below versions of one page, unless somebody chose otherwise."""
    for page in snapshot.pages:
        leader = snapshot.leader_of(page) if page.depth > HOME_DEPTH else None
        if leader is None or leader == page:
            continue
        model = snapshot.by_pk[page.alias_of_id] if stands_in(page, snapshot) else leader
        parent, right = snapshot.parent_of(page), snapshot.parent_of(model)
        if parent is None or right is None or parent.translation_key == right.translation_key:
            continue
        chosen = {(page.pk, str(parent.translation_key)), (model.pk, str(right.translation_key))}
        if chosen & snapshot.moved_alone:
            continue
        destination = snapshot.versions[right.translation_key].get(page.locale_id)
        mend = partial(mending.move, page.pk, destination.pk) if destination else None
        fault = _("stands below “%(parent)s”, but in “%(language)s” below “%(other)s”") % {
            "parent": parent.title,
            "language": snapshot.language_of(model),
            "other": right.title,
        }
        yield Drift(page, snapshot.language_of(page), fault, mend)


def slugs(snapshot: Snapshot) -> Iterator[Drift]:
    """Sections have one slug in all languages, aliases that of their source, where it is free.

    An alias that stands in for an unpublished translation keeps the slug of that, and one that
    shows a translation while the original is unpublished keeps the slug of the original.
    """
    for page in snapshot.pages:
        leader = snapshot.leader_of(page) if page.depth > HOME_DEPTH else None
        if leader is None or leader == page:
            continue
        is_alias = stands_in(page, snapshot)
        model = snapshot.by_pk[page.alias_of_id] if is_alias else leader
        if page.slug == model.slug:
            continue
        versions = snapshot.versions[page.translation_key].values()
        is_a_texts = page.slug in {other.slug for other in versions if other.alias_of_id is None}
        is_begun = bool(snapshot.targets.get((page.translation_key, page.locale_id)))
        if not has_one_slug(model_of(page)) and (not is_alias or is_begun or is_a_texts):
            continue
        siblings = snapshot.children[page.path[: -Page.steplen]]
        is_free = model.slug not in {other.slug for other in siblings if other != page}
        if is_alias and not is_free:
            continue
        fault = _("has the slug “%(slug)s”, its version in “%(language)s” has “%(other)s”") % {
            "slug": page.slug,
            "language": snapshot.language_of(model),
            "other": model.slug,
        }
        mend = partial(change_slug, page, model.slug) if is_free else None
        yield Drift(page, snapshot.language_of(page), fault, mend)


def publication(snapshot: Snapshot) -> Iterator[Drift]:
    """An alias is published when the text that it shows is, and only then."""
    for page in snapshot.pages:
        if not stands_in(page, snapshot):
            continue
        shown = snapshot.by_pk[page.alias_of_id]
        if shown.live == page.live or shown.alias_of_id is not None:
            continue
        if shown.live:
            fault = _("is not published, but the text that it shows is")
            mend = partial(mending.show_page, shown.pk, page.pk)
        else:
            fault = _("is published, but the text that it shows is not")
            rest = [other for other in snapshot.versions[page.translation_key].values()]
            published = find_source([other for other in rest if other.live])
            mend = (
                partial(mending.show_page, published.pk, page.pk)
                if published
                else partial(mending.unpublish, page.pk)
            )
        yield Drift(page, snapshot.language_of(page), fault, mend)


def menus(snapshot: Snapshot) -> Iterator[Drift]:
    """Pages stand in one order in the menus of all languages."""
    for page in snapshot.pages:
        leader = snapshot.leader_of(page) if page.depth > ROOT_DEPTH else None
        if leader is None or leader == page:
            continue
        keys = [child.translation_key for child in in_menus(snapshot, leader)]
        here = [child for child in in_menus(snapshot, page) if child.translation_key in keys]
        right = sorted(here, key=lambda child: keys.index(child.translation_key))
        if here != right:
            fault = _(
                "the pages below it stand in another order in the menu than in “%(language)s”"
            )
            yield Drift(
                page,
                snapshot.language_of(page),
                fault % {"language": snapshot.language_of(leader)},
                partial(mending.put_in_order, [child.pk for child in right]),
            )


def in_menus(snapshot: Snapshot, parent: Page) -> list[Page]:
    return [child for child in snapshot.children[parent.path] if child.show_in_menus]


CHECKS: tuple[Check, ...] = (
    places,
    addresses,
    kinships,
    languages,
    aliases,
    impostors,
    gaps,
    parents,
    slugs,
    publication,
    menus,
)
