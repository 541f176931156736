"""Nobody reaches a translation that is not theirs, by any route of the admin.

Every route of wagtail-localize and of ours is in a table; what the table names is tried by every
user on every kind of object in two languages.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction, WorkflowPage
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation

from cms.models import AllianceProfile
from cms.site.groups import coordinator_group, provision_groups
from cms.terminology.models import TerminologyNote
from cms.translation import roles
from cms.translation.routes import ROUTES, Guard
from tests import factories
from tests.cms.translation.helpers import submit, type_strings
from tests.cms.translation.route_table import ELSEWHERE, PROBES, Cell, Probe

pytestmark = pytest.mark.django_db

LANGUAGES = ("fr", "uk")
PAGES = {"ukraine", "greece", "article", "private"}

# Whom the rights let edit which object in which language; what is not here is refused.
RIGHTS = {
    "anonymous": lambda name, language: False,
    "without rights": lambda name, language: False,
    "administrator": lambda name, language: True,
    "secretariat": lambda name, language: True,
    "editor": lambda name, language: name in PAGES,
    "translator-fr": lambda name, language: language == "fr",
    "translator-uk": lambda name, language: language == "uk",
    "translator-fr of ukraine": lambda name, language: (name, language) == ("ukraine", "fr"),
    "coordinator-ua": lambda name, language: name == "ukraine",
    "coordinator-gr": lambda name, language: name == "greece",
}


def patterns(
    resolver: URLResolver, namespace: str = ""
) -> Iterator[tuple[str, str | None, URLPattern]]:
    """All routes: the namespace, the name and the pattern."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern, inner)
        else:
            yield namespace, pattern.name, pattern


def names() -> set[str]:
    """The names of all routes that translations have; the views of all snippets by their own."""
    found = set()
    for namespace, name, pattern in patterns(get_resolver()):
        if namespace.startswith("wagtailsnippets_"):
            found |= {str(name)} if is_of_translations(pattern) else set()
        elif namespace.startswith("wagtailsnippetchoosers_"):
            found |= {f"chooser:{name}"} if is_of_translations(pattern) else set()
        elif (
            namespace in ("wagtail_localize:", "wagtaillocales:")
            or (name or "").startswith("cms_translation")
            or (name and is_of_translations(pattern))
        ):
            found.add(f"{namespace}{name}")
    return found


def is_of_translations(pattern: URLPattern) -> bool:
    view = pattern.callback
    owner = getattr(view, "view_class", None) or getattr(view, "cls", view)
    return owner.__module__.startswith(("wagtail_localize.", "cms.translation."))


def test_every_route_of_translations_is_in_the_table():
    """A route that nobody classified, after an upgrade or in our code, fails here."""
    assert names() - {*PROBES, *ELSEWHERE} == set()


def test_no_route_of_the_table_has_gone():
    assert {*PROBES, *ELSEWHERE} - names() == set()
    files = {reason for reason in ELSEWHERE.values() if reason.endswith(".py")}
    assert [name for name in files if not Path(__file__).with_name(name).exists()] == []


def test_every_route_of_wagtail_localize_has_a_guard_that_answers_first():
    stock = {
        name: pattern
        for namespace, name, pattern in patterns(get_resolver())
        if namespace == "wagtail_localize:"
    }
    assert set(stock) == set(ROUTES)
    values = {int: "1", str: "x"}
    for name, pattern in stock.items():
        arguments = {
            key: "1" if "int" in type(converter).__name__.lower() else values[str]
            for key, converter in pattern.pattern.converters.items()
        }
        address = reverse(f"wagtail_localize:{name}", kwargs=arguments)
        answering = get_resolver().resolve(address).func
        is_stock = answering is pattern.callback
        assert is_stock == (ROUTES[name].guard is Guard.PUBLIC), name


def test_every_view_that_wagtail_localize_puts_into_the_admin_is_known():
    """Its hooks, too, show pages and do things: ours of the same name come first."""
    injected = {
        name
        for name in hooks._hooks
        for function, _order in hooks._hooks[name]
        if function.__module__.startswith("wagtail_localize.")
    }
    assert injected == {
        # Answered by our editor where a translation was begun; Wagtail asks for the right before.
        "before_edit_page",
        "before_edit_snippet",
        # Addresses and buttons that lead to routes of the table.
        "register_admin_urls",
        "register_admin_viewset",
        "register_page_header_buttons",
        "register_page_listing_more_buttons",
        "register_snippet_listing_buttons",
        "register_page_action_menu_item",
        "register_snippet_action_menu_item",
        "register_reports_menu_item",
        "register_settings_menu_item",
        # Makes the aliases of a page that was made with the right to.
        "after_create_page",
        # Names and pictures.
        "register_permissions",
        "register_log_actions",
        "register_icons",
    }


@pytest.fixture
def world(tree: Any, django_user_model: Any) -> dict[str, Any]:
    """Clients by the name of their user, and objects that are being translated by their name."""
    ukraine = factories.network_page(tree.networks, slug="ukraine")
    greece = factories.network_page(tree.networks, slug="greece", country="GR")
    private = factories.news_page(tree.news)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    objects = {
        "ukraine": ukraine,
        "greece": greece,
        "article": factories.news_page(tree.news),
        "private": private,
        "profile": factories.profile(),
        "note": factories.note(),
    }
    groups = provision_groups()
    section = roles.ensure_role(ukraine.translation_key, tree.locale("fr")).group
    groups_of = {
        "administrator": [],
        "without rights": [groups["translators-fr"]],
        "secretariat": [groups["secretariat"]],
        "editor": [groups["editors"]],
        "translator-fr": [groups["translators-fr"]],
        "translator-uk": [groups["translators-uk"]],
        "translator-fr of ukraine": [section],
        "coordinator-ua": [coordinator_group(ukraine)],
        "coordinator-gr": [coordinator_group(greece)],
    }
    # Who may publish past the review of a section is test_moderation's; here are rights alone.
    WorkflowPage.objects.all().delete()
    clients = {"anonymous": Client(raise_request_exception=False)}
    for name, given in groups_of.items():
        user = django_user_model.objects.create_user(name, is_superuser=name == "administrator")
        user.groups.set(given)
        clients[name] = Client(raise_request_exception=False)
        clients[name].force_login(user)
    # Nothing but the door: whoever lost all rights since signing in.
    nobody = django_user_model.objects.get(username="without rights")
    nobody.groups.set([Group.objects.create(name="Door")])
    nobody.groups.get().permissions.add(Permission.objects.get(codename="access_admin"))
    return {"clients": clients, "objects": objects, "locale": tree.locale}


def begin(source: Any, locale: Any) -> tuple[Any, Translation]:
    """The version of `source` in a language, complete; a page is still an alias."""
    translation = submit(source, locale)
    type_strings(translation)
    if not isinstance(source, Page):
        translation.save_target(publish=True)
    return translation.get_target_instance(), translation


def state(locale: Any) -> list[Any]:
    """All that is written of a language."""
    pages = Page.objects.filter(locale=locale).order_by("pk")
    rows = list(pages.values_list("pk", "live", "title", "alias_of", "latest_revision"))
    for model in (AllianceProfile, TerminologyNote):
        snippets = model.objects.filter(locale=locale).order_by("pk")
        rows += snippets.values_list("pk", "live", "latest_revision")
    for model in (StringTranslation, SegmentOverride):
        texts = model.objects.filter(locale=locale).order_by("pk")
        rows += texts.values_list("pk", "updated_at")
    begun = Translation.objects.filter(target_locale=locale).order_by("pk")
    return rows + list(begun.values_list("pk", "enabled"))


def is_refused(answer: Any) -> bool:
    """Wagtail answers with a message on the way to the admin's home, or to signing in."""
    doors = (reverse("wagtailadmin_home"), reverse("wagtailadmin_login"))
    target = answer.get("Location", "").partition("?")[0]
    return answer.status_code in (403, 404) or target in doors


def walk(world: dict[str, Any], objects: set[str], users: set[str]) -> tuple[int, list[str]]:
    """Try every route of the table. Returns how many cells were tried, and what was wrong."""
    tried, wrong = 0, []
    for name in sorted(objects):
        source = world["objects"][name]
        for language in LANGUAGES:
            locale = world["locale"](language)
            target, translation = begin(source, locale)
            for user in sorted(users):
                cell = Cell(world["clients"][user], source, target, translation)
                may = RIGHTS[user](name, language)
                for route, probe in PROBES.items():
                    if ("pages" if cell.is_page else "snippets") not in probe.on:
                        continue
                    tried += 1
                    problem = try_cell(cell, probe, may and not probe.is_closed)
                    if problem:
                        wrong.append(f"{route}, {user}, {name}, {language}: {problem}")
    return tried, wrong


def try_cell(cell: Cell, probe: Probe, may: bool) -> str:
    """What was wrong, or nothing. The database is as before afterwards."""
    with transaction.atomic():
        probe.prepare(cell)
        is_watched = probe.writes or not may
        before = state(cell.locale) if is_watched else None
        answer = probe.use(cell)
        has_changed = is_watched and state(cell.locale) != before
        transaction.set_rollback(True)
    if answer.status_code >= 500:
        return f"failed: {getattr(answer, 'exc_info', answer)}"
    if not may and has_changed:
        return "refused, but changed something"
    got_through = has_changed if probe.writes else not is_refused(answer)
    if got_through != may:
        return f"{'allowed' if got_through else 'refused'} ({answer.status_code})"
    return ""


def test_everybody_reaches_what_is_theirs_and_nothing_else(world):
    """The users who come nearest to what is not theirs, on a page and a snippet."""
    users = {"editor", "translator-fr", "translator-fr of ukraine", "coordinator-gr"}
    tried, wrong = walk(world, {"ukraine", "profile"}, users)
    assert wrong == [], f"{len(wrong)} of {tried} cells"
    assert tried > 200


@pytest.mark.full
def test_all_users_reach_what_is_theirs_and_nothing_else_of_all_objects(world):
    tried, wrong = walk(world, set(world["objects"]), set(world["clients"]))
    assert wrong == [], f"{len(wrong)} of {tried} cells"
    assert tried > 1500


def test_what_the_editor_does_itself_is_closed_to_all(world):
    _target, translation = begin(world["objects"]["article"], world["locale"]("fr"))
    segments = translation.source.stringsegment_set.all()
    closed = {
        reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
        for segment in segments
    }
    closed.add(reverse("wagtail_localize:edit_override", args=[translation.pk, 1]))
    closed.add(reverse("wagtail_localize:machine_translate", args=[translation.pk]))
    before = state(world["locale"]("fr"))
    for user in ("administrator", "secretariat", "translator-fr"):
        for address, method in product(closed, ("get", "post", "put", "delete")):
            assert getattr(world["clients"][user], method)(address).status_code == 404
    assert state(world["locale"]("fr")) == before


def test_languages_are_the_administrators(world):
    locale = world["locale"]("fr")
    named = {
        name: [locale.pk] if pattern.pattern.converters else []
        for namespace, name, pattern in patterns(get_resolver())
        if namespace == "wagtaillocales:"
    }
    others = set(world["clients"]) - {"administrator"}
    for user, (name, arguments) in product(others, named.items()):
        address = reverse(f"wagtaillocales:{name}", args=arguments)
        for method in ("get", "post"):
            assert is_refused(getattr(world["clients"][user], method)(address)), (user, name)


def test_a_missing_translation_or_target_is_not_found(world):
    client = world["clients"]["administrator"]
    target, translation = begin(world["objects"]["note"], world["locale"]("fr"))
    target.delete()
    for key in (translation.pk, 0):
        for name in ("stop_translation", "preview_translation"):
            address = reverse(f"wagtail_localize:{name}", args=[key])
            assert client.post(address).status_code == 404
