"""What the import does with words that may not be published."""

from pathlib import Path

import pytest
from wagtail.models import Revision

from cms.terminology.models import Exemption, TerminologyNote
from news.models import NewsPage
from tests import factories
from tests.factories import Tree
from tests.news.import_helpers import LVIV, dump, import_news

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def gypsies(db: None) -> None:
    factories.term("Gypsies", administrative_status="deprecated", severity="block")


def test_the_official_note_is_published_with_the_exemption_that_comes_with_the_import(
    tree: Tree,
) -> None:
    answer = import_news(LVIV, date="2019-02-26", with_furniture=True, publish=True)
    assert answer.succeeded
    note = TerminologyNote.objects.in_force("en")
    assert "persons who identify themselves as Gypsies" in note.text
    exemption = Exemption.objects.get()
    assert (exemption.object_id, exemption.kind) == (str(note.pk), "self_designation")


def test_a_note_with_other_words_stays_a_draft_and_the_report_says_why(
    tree: Tree, tmp_path: Path
) -> None:
    text = LVIV.read_text(encoding="utf-8").replace("persons who identify themselves as ", "")
    path = tmp_path / "note.txt"
    path.write_text(text, encoding="utf-8")
    answer = import_news(path, date="2019-02-26", with_furniture=True, publish=True)
    assert answer.succeeded
    assert "stays a draft because of its words: Text: “Gypsies”" in answer.out
    assert TerminologyNote.objects.in_force("en") is None
    assert NewsPage.objects.filter(live=True, alias_of=None).count() == 1


def test_an_article_with_such_words_comes_in_as_a_draft_once(tree: Tree, tmp_path: Path) -> None:
    path = dump(tmp_path, "camp.txt", "A meeting in Lviv", "Gypsies met in Lviv.")
    answer = import_news(path, date="2019-02-26", publish=True)
    assert answer.succeeded
    assert "“Gypsies” (character 1) cannot be published." in answer.out
    page = NewsPage.objects.get(title="A meeting in Lviv", alias_of=None)
    assert not page.live
    revisions = Revision.objects.count()
    assert "“Gypsies”" in import_news(path, date="2019-02-26", publish=True).out
    assert Revision.objects.count() == revisions


def test_an_alias_stays_one_when_its_own_text_may_not_be_published(
    tree: Tree, tmp_path: Path
) -> None:
    factories.term("Tsiganes", "fr", administrative_status="deprecated", severity="block")
    english = dump(tmp_path, "en-7.txt", "A meeting in Lviv", "Roma met in Lviv.")
    import_news(english, date="2019-02-26", publish=True)
    path = tmp_path / "fr-7.md"
    path.write_text("---\ntitle: Une réunion\n---\nDes Tsiganes.\n", encoding="utf-8")
    answer = import_news(path, date="2019-02-26", language="fr", publish=True)
    alias = NewsPage.objects.get(locale=tree.locale("fr"), title="A meeting in Lviv")
    assert (alias.live, alias.alias_of.title) == (True, "A meeting in Lviv")
    assert not NewsPage.objects.filter(title="Une réunion").exists()
    assert "“Tsiganes”" in answer.out
