import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Site

from cms.models import AllianceProfile, SiteSettings
from cms.terminology.models import TerminologyNote
from tests.factories import Tree, note, profile
from tests.news.import_helpers import ECRI, FRENCH, LVIV, article_of, database_state, import_news

pytestmark = pytest.mark.django_db

MISSION, AUSPICES = article_of(LVIV, lines_of_furniture=0)[:2]
NOTE = article_of(LVIV, lines_of_furniture=8)[0]
FRENCH_MISSION = article_of(FRENCH, lines_of_furniture=0)[0]


def chosen_profile() -> AllianceProfile:
    return SiteSettings.for_site(Site.objects.get(is_default_site=True)).profile


def test_mission_auspices_and_note_come_word_for_word_and_stand_on_every_page(
    tree: Tree, client: Client
) -> None:
    import_news(LVIV, date="2019-02-26", with_furniture=True, publish=True)

    page = chosen_profile()
    assert (page.live, page.mission, page.auspices) == (True, MISSION, AUSPICES)
    note = TerminologyNote.objects.in_force("en")
    assert note.text == f"<p>{NOTE}</p>"
    assert note.head_term == "Roma and Travellers"
    html = client.get("/en/").content.decode()
    assert NOTE in html
    assert AUSPICES in html


def test_furniture_stays_a_draft_without_publish(tree: Tree) -> None:
    import_news(LVIV, with_furniture=True)

    assert not chosen_profile().live
    assert TerminologyNote.objects.in_force("en") is None


def test_furniture_stays_out_unless_it_is_asked_for(tree: Tree) -> None:
    import_news(LVIV, publish=True)

    assert chosen_profile() is None
    assert not TerminologyNote.objects.exists()


def test_french_furniture_gives_the_french_profile_and_a_note_of_its_own(
    tree: Tree, client: Client
) -> None:
    import_news(LVIV, FRENCH, with_furniture=True, publish=True)

    french = AllianceProfile.objects.get(locale=tree.locale("fr"))
    assert french.mission == FRENCH_MISSION
    assert french.translation_key == chosen_profile().translation_key
    assert TerminologyNote.objects.in_force("fr").head_term == "Roms et Gens du Voyage"
    assert "contrôle du Conseil des Autorités Locales" in client.get("/fr/").content.decode()


def test_it_takes_the_place_of_the_present_wording(tree: Tree) -> None:
    present, present_note = profile("en"), note("en", text="<p>In other words.</p>")
    import_news(LVIV, with_furniture=True, publish=True)

    present.refresh_from_db()
    present_note.refresh_from_db()
    assert (present.mission, present.invitation) == (MISSION, "The invitation in en.")
    assert present_note.text == f"<p>{NOTE}</p>"
    assert (AllianceProfile.objects.count(), TerminologyNote.objects.count()) == (1, 1)


def test_what_an_editor_changed_since_is_reported_not_overwritten(tree: Tree) -> None:
    import_news(LVIV, with_furniture=True, publish=True)
    edited = chosen_profile()
    edited.mission = "A better sentence."
    edited.save_revision().publish()
    before = database_state()
    answer = import_news(ECRI, with_furniture=True, publish=True, dry_run=True)

    assert "it was edited since it came in" in answer.out
    assert chosen_profile().mission == "A better sentence."
    assert database_state() == before


def test_what_an_editor_wrote_before_the_first_import_is_reported_not_overwritten(
    tree: Tree,
) -> None:
    present, present_note = profile("en"), note("en")
    editor = get_user_model().objects.create_user("editor")
    present.mission = "An editor's sentence."
    present_note.text = "<p>An editor's note.</p>"
    for text in (present, present_note):
        text.save_revision(user=editor).publish()
    answer = import_news(LVIV, with_furniture=True, publish=True)

    needs_a_human = answer.out.partition("Needs a human:")[2]
    assert "- profile of the Alliance: it was edited" in needs_a_human
    assert "- terminology note: it was edited" in needs_a_human
    present.refresh_from_db()
    present_note.refresh_from_db()
    assert present.mission == "An editor's sentence."
    assert present_note.text == "<p>An editor's note.</p>"


def test_drafts_of_the_furniture_are_published_by_a_later_run(tree: Tree) -> None:
    present = profile("en")
    import_news(LVIV, with_furniture=True)
    present.refresh_from_db()
    assert present.mission == "The mission in en."
    import_news(LVIV, with_furniture=True, publish=True)

    present.refresh_from_db()
    assert present.mission == MISSION
