"""What the demonstration shows its readers, and when it is not loaded."""

import csv
import io
import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation
from wagtail.models import Locale, Page, Site
from wagtail.users.models import UserProfile

from cms.demo.accounts import ACCOUNTS, load_accounts, load_groups
from cms.demo.content import CONTENT, read_items
from cms.models import AllianceProfile, Organisation, SiteSettings
from cms.site.groups import coordinator_group
from cms.terminology.models import TerminologyNote
from cms.translation.state import State, states_of
from cms.webhooks.due import write_due
from cms.webhooks.models import Endpoint, Event, EventType
from network.applications.access import visible_to
from network.models import Application, Authority, Membership, NetworkPage, Participation, Signature
from news.importer.dump import parse_dump
from news.importer.identity import text_hash
from news.models import ImportedItem, NewsPage
from tests.cms.demo.walk import STARTS, Walk

pytestmark = pytest.mark.usefixtures("demo")

LANGUAGES = ("en", "fr", "uk", "rom")
SAMPLE = 120
KNOWN_PARTICIPANTS = {"Val-de-Marne", "Kragujevac", "Tivat"}


def visible_text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def get(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def number_of_pages() -> int:
    """How many pages each language has: one for each text in the files."""
    return sum(len(read_items(folder)) for folder in ("pages", "networks", "meetings", "news"))


def slugs_in_state(language: str, state: State) -> set[str]:
    """The English slugs of pages that are in `state` in `language`."""
    locale = Locale.objects.get(language_code=language)
    english = Page.objects.filter(locale__language_code="en", depth__gt=1)
    slugs = dict(english.values_list("translation_key", "slug"))
    return {
        slugs[key]
        for key, versions in states_of(slugs).items()
        if versions[locale.pk].state == state
    }


@pytest.mark.parametrize(
    "step",
    [pytest.param(1, marks=pytest.mark.full, id="all"), pytest.param(10, id="every tenth")],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_in_every_language(language: str, step: int) -> None:
    pages = Page.objects.filter(depth__gt=1, locale__language_code=language).order_by("path")
    assert len(pages) == number_of_pages()
    client = Client()
    urls = [page.url for page in pages.specific()]
    assert len(set(urls)) == len(urls)
    answers = {url: client.get(url).status_code for url in urls[::step]}
    assert {url: status for url, status in answers.items() if status != 200} == {}


def test_a_sample_of_addresses_answers_well() -> None:
    walk = Walk(limit=SAMPLE)

    walk.go(STARTS)

    assert walk.problems == []
    assert len(walk.answers) == SAMPLE


@pytest.mark.full
def test_every_address_answers_well(
    record_property: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    walk = Walk()

    walk.go(STARTS)

    pages = len(walk.alternates)
    with capsys.disabled():
        print(f"\n{len(walk.answers)} addresses, {pages} of them pages")  # noqa: T201
    record_property("addresses", len(walk.answers))
    assert walk.problems == []
    feeds = [f"/{language}/news/feed/" for language in LANGUAGES]
    assert set(feeds) <= walk.answers.keys()
    for kind in (".css", ".js", ".woff2", ".svg", ".webp", "/feed/atom/", "/feed/json/"):
        assert [url for url in walk.answers if url.endswith(kind)], kind


def test_the_counter_says_how_many_take_part() -> None:
    assert "130 cities and regions from 29 countries" in visible_text(get("/en/"))


def test_webhooks_do_not_tell_of_its_participants_as_of_new_ones() -> None:
    joined = EventType.PARTICIPANT_JOINED
    Endpoint.objects.create(name="New", url="https://hooks.example.org/", event_types=[joined])
    write_due()
    assert not Event.objects.filter(type=joined).exists()


def test_the_page_of_ukraine_names_its_nine_founders_by_kind_in_english() -> None:
    text = visible_text(get("/en/networks/ukraine/"))
    names = [
        "Regional State Administrations",
        "Regional State Administration of Transcarpathia",
        "Regional State Administration of Zaporizhia",
        "Regional State Administration of Odessa",
        "Regional State Administration of Kharkiv",
        "District State Administrations",
        "District State Administration of Pereyaslav-Khmelnytsky",
        "District State Administration of Darnytskyi",
        "Cities",
        "City of Kropyvnytskyi",
        "City of Uzhgorod",
        "City of Lviv",
    ]
    start = text.index(names[0])
    assert sorted(names, key=lambda name: text.index(name, start)) == names


def test_the_page_of_ukraine_names_its_nine_founders_in_ukrainian() -> None:
    text = visible_text(get("/uk/networks/ukraine/"))
    names = [
        "Закарпатська обласна державна адміністрація",
        "Запорізька обласна державна адміністрація",
        "Одеська обласна державна адміністрація",
        "Харківська обласна державна адміністрація",
        "Переяслав-Хмельницька районна державна адміністрація",
        "Дарницька районна державна адміністрація",
        "Місто Кропивницький",
        "Місто Ужгород",
        "Місто Львів",
    ]
    start = text.index(names[0])
    assert sorted(names, key=lambda name: text.index(name, start)) == names


def test_the_kinds_of_founders_are_in_ukrainian() -> None:
    network = NetworkPage.objects.get(slug="ukraine", locale__language_code="uk")
    with translation.override("uk"):
        kinds = [str(group["kind_label"]) for group in network.founders_by_kind]
    assert len(kinds) == 3
    assert all(re.fullmatch(r"[А-ЯІЇЄҐа-яіїєґ’ ]+", kind) for kind in kinds)


def test_a_founder_is_tied_to_the_register_in_every_language() -> None:
    for network in NetworkPage.objects.filter(slug="ukraine"):
        assert network.founders.count() == 9
        assert all(founder.authority for founder in network.founders.all())


def test_only_the_known_participants_are_not_examples() -> None:
    known = Authority.objects.filter(participations__isnull=False, is_example=False)
    assert known.count() == 6
    assert set(known.values_list("name", flat=True)) >= KNOWN_PARTICIPANTS
    assert Participation.objects.filter(authority__is_example=True).count() == 124


def test_every_example_is_marked_as_one_over_the_api() -> None:
    answers = [
        Client().get("/api/v1/participants", {"page": page, "page_size": 100}).json()
        for page in (1, 2)
    ]
    participants = [item for answer in answers for item in answer["items"]]
    assert answers[0]["counter"] == {"participants": 130, "countries": 29}
    assert len(participants) == 130
    examples = {
        item["authority"]["key"] for item in participants if item["authority"]["is_example"]
    }
    assert len(examples) == 124
    assert all(key.startswith("example-") for key in examples)


def test_founders_and_signatories_are_not_thereby_participants() -> None:
    assert Membership.objects.filter(role=Membership.Role.FOUNDER).count() == 9
    assert Signature.objects.get(authority__key="ua-lviv").signed_on.isoformat() == "2018-07-16"
    assert not Participation.objects.filter(authority__country="UA", authority__is_example=False)


def test_the_intended_pages_are_stale_and_no_others() -> None:
    stale = {"athens-kede-2018", "strategic-guidelines-2014"}
    assert slugs_in_state("fr", State.STALE) == stale
    assert slugs_in_state("uk", State.STALE) == stale
    assert slugs_in_state("rom", State.STALE) == set()


def test_the_intended_pages_are_not_translated_and_no_others() -> None:
    assert slugs_in_state("fr", State.FALLBACK) == {
        "dosta-prize-2017",
        "serbian-seminar-2015",
        "tirana-seminar-2018",
        "ukrainian-parliament-2019",
    }
    assert slugs_in_state("uk", State.FALLBACK) == {
        "andalusia-joins",
        "pilot-seminars-2012",
        "serbian-seminar-2015",
    }
    assert slugs_in_state("rom", State.LIVE) == {"home"}
    assert len(slugs_in_state("rom", State.FALLBACK)) == number_of_pages() - 1


def test_a_stale_translation_keeps_its_text() -> None:
    page = NewsPage.objects.get(slug="athens-kede-2018", locale__language_code="en")
    assert "more than half" in visible_text(get(page.url))
    french = page.get_translation(Locale.objects.get(language_code="fr"))
    assert "Seize d’entre elles ont signé" in visible_text(get(french.url))


@pytest.mark.parametrize(("language", "name"), [("fr", "Val-de-Marne"), ("uk", "Львів")])
def test_some_news_were_first_written_in_another_language(language: str, name: str) -> None:
    locale = Locale.objects.get(language_code=language)
    states = states_of(NewsPage.objects.values("translation_key"))
    sources = [key for key, found in states.items() if found[locale.pk].state == State.SOURCE]
    page = NewsPage.objects.get(translation_key__in=sources, locale=locale)
    assert name in page.title
    assert not page.awaiting_review


def test_machine_written_translations_await_review() -> None:
    originals = Page.objects.filter(depth__gt=1, alias_of=None).specific()
    waiting = {page.locale.language_code for page in originals if page.awaiting_review}
    english = {
        page.slug
        for page in originals
        if page.awaiting_review and page.locale.language_code == "en"
    }
    assert waiting == set(LANGUAGES)
    assert english == {"lviv-signs-declaration", "val-de-marne-joins"}


def test_an_article_has_an_address_in_its_own_language() -> None:
    founded = NewsPage.objects.get(slug="ukrainian-alliance-founded", locale__language_code="en")
    french = founded.get_translation(Locale.objects.get(language_code="fr"))
    ukrainian = founded.get_translation(Locale.objects.get(language_code="uk"))
    assert french.slug == "neuf-collectivites-fondent-lalliance-ukrainienne"
    assert ukrainian.slug == "deviat-orhaniv-vlady-zasnuvaly-alians-v-ukraini"


def test_the_tree_is_sound() -> None:
    assert not any(Page.find_problems())


def test_the_menu_has_the_sections_in_one_order_in_every_language() -> None:
    home = Page.objects.get(depth=2, locale__language_code="en")
    order = ["news", "networks", "about", "join", "cooperate"]
    for version in home.get_translations(inclusive=True):
        assert [page.slug for page in version.get_children().in_menu()] == order


def test_the_french_note_is_a_text_of_its_own() -> None:
    latest = TerminologyNote.objects.filter(in_force_from="2012-05-18")
    notes = {note.locale.language_code: note for note in latest}
    assert set(notes) == set(LANGUAGES)
    assert notes["uk"].translation_key == notes["en"].translation_key
    assert notes["fr"].translation_key != notes["en"].translation_key
    assert all(note.live for note in notes.values())
    assert "Roms et Gens du Voyage" in visible_text(get("/fr/"))


@pytest.mark.parametrize("language", ["en", "fr", "uk"])
def test_the_note_has_earlier_versions_which_say_that_they_are_examples(language: str) -> None:
    html = get(f"/{language}/terminology/")
    anchors = re.findall(r'id="note-([\d-]+)"', html)
    assert anchors == ["2012-05-18", "2010-01-01", "2004-01-01"]
    example = {"en": "(Example of ", "fr": "(Exemple de ", "uk": "(Приклад "}[language]
    assert visible_text(html).count(example) == 2


@pytest.mark.parametrize("language", ["en", "fr", "uk"])
def test_terms_in_texts_lead_to_their_definitions(language: str) -> None:
    linked = {
        path: re.findall(r'href="#term-([\w-]+)"', get(f"/{language}/{path}/"))
        for path in ("about", "networks/ukraine")
    }
    assert linked == {
        "about": ["roma-and-travellers", "anti-gypsyism"],
        "networks/ukraine": ["roma"],
    }


def test_all_discouraged_words_of_the_demonstration_are_kept_with_a_reason() -> None:
    call_command("check_terms", fail_on="warn", stderr=io.StringIO())


def test_profile_and_organisations_speak_the_languages_of_the_site() -> None:
    profiles = AllianceProfile.objects.filter(live=True)
    assert {profile.locale.language_code for profile in profiles} == set(LANGUAGES)
    assert {profile.contact_email for profile in profiles} == {"alliance@example.org"}
    assert Organisation.objects.filter(live=True).count() == 6


def test_the_site_says_that_it_is_a_demonstration() -> None:
    settings = SiteSettings.for_site(Site.objects.get())
    assert settings.is_demonstration
    assert {link.url for link in settings.follow_links.all()} == {
        "https://example.org/facebook",
        "https://example.org/twitter",
    }


def test_every_picture_has_its_credit_and_licence() -> None:
    rows = list(csv.DictReader((CONTENT / "images.csv").open(encoding="utf-8")))
    assert len(rows) == 8
    for page in NewsPage.objects.exclude(lead_image=None):
        assert page.lead_image_alt
        assert page.lead_image.credit
        assert page.lead_image.licence
        assert page.lead_image.consent == "not_needed"


@pytest.mark.parametrize(
    ("seed", "slug"),
    [
        ("000_7a8f3bbb22e74cb5.txt", "ukrainian-alliance-second-meeting"),
        ("003_e71fd88072787c6b.txt", "ecri-seminar-2014"),
    ],
)
def test_the_import_will_find_the_retelling_of_a_seed(
    seed: str, slug: str, pytestconfig: pytest.Config
) -> None:
    dump = parse_dump((pytestconfig.rootpath / "tests/data/seeds" / seed).read_text("utf-8"))
    parts = [dump.title, *dump.paragraphs, *dump.photo_credits, *dump.link_labels]
    records = ImportedItem.objects.filter(source_key=f"text:{text_hash(parts)}")
    assert {record.language for record in records} == {"en", "fr", "uk"}
    assert records.get(language="en").page.slug == slug
    assert all(record.is_untouched for record in records)


def test_a_retelling_knows_its_number_on_the_original_site() -> None:
    record = ImportedItem.objects.get(legacy_id=62, language="fr")
    assert record.source_key == "legacy:62"
    assert "Val-de-Marne" in record.page.title


def test_a_second_call_changes_nothing() -> None:
    before = (Page.objects.count(), Authority.objects.count())
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    assert "loaded already" in out.getvalue()
    assert (Page.objects.count(), Authority.objects.count()) == before


def test_without_debug_there_are_no_accounts() -> None:
    assert not get_user_model().objects.filter(password__isnull=False).exists()


def test_each_account_may_do_what_its_name_says() -> None:
    networks = {
        slug: NetworkPage.objects.get(slug=slug, locale__language_code="en")
        for slug in ("ukraine", "greece")
    }
    assert load_accounts(load_groups(networks)) == [account.username for account in ACCOUNTS]
    users = {user.username: user for user in get_user_model().objects.all()}
    assert users["admin"].is_superuser
    assert [name for name, user in users.items() if user.is_superuser] == ["admin"]
    assert all(Client().login(username=name, password="demo") for name in users)
    assert all(user.has_perm("wagtailadmin.access_admin") for user in users.values())

    coordinator = users["coordinator-ua"]
    for network in networks["ukraine"].get_translations(inclusive=True):
        assert network.permissions_for_user(coordinator).can_edit()
    assert not networks["greece"].permissions_for_user(coordinator).can_edit()
    assert UserProfile.get_for_user(coordinator).preferred_language == "uk"
    assert UserProfile.get_for_user(users["translator-fr"]).preferred_language == "fr"

    french_home = Page.objects.get(depth=2, locale__language_code="fr")
    english_home = Page.objects.get(depth=2, locale__language_code="en")
    assert french_home.permissions_for_user(users["translator-fr"]).can_edit()
    assert not english_home.permissions_for_user(users["translator-fr"]).can_edit()


def test_a_coordinator_finds_applications_in_several_states_all_marked_as_examples() -> None:
    network = NetworkPage.objects.get(slug="ukraine", locale__language_code="en")
    coordinator = get_user_model().objects.create_user("olha", "olha@example.org")
    coordinator.groups.add(coordinator_group(network))

    found = visible_to(coordinator)

    assert {one.state for one in found} == {"confirmed", "more_information", "recommended"}
    for one in Application.objects.all():
        assert re.search("приклад|example", one.authority_name)
        assert re.search("приклад|example", one.person_name)
        assert one.email.endswith("@example.org")
        assert one.transitions.latest("pk").to_state == one.state
    assert mail.outbox == []


def test_a_database_with_other_content_is_refused() -> None:
    SiteSettings.objects.update(is_demonstration=False)
    with pytest.raises(CommandError, match="content of its own"):
        call_command("load_demo")
