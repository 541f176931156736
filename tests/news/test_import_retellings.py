import datetime

import pytest
from django.test import Client
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.translation.strings import translate
from news.importer.identity import text_hash
from news.models import ImportedItem, NewsPage
from tests.factories import Tree, news_page
from tests.news.import_helpers import ECRI, FRENCH, META, article_of, import_news

pytestmark = pytest.mark.django_db

ECRI_TITLE = "Alliance invited to the ECRI seminar on the fight against racism"


def seed_key() -> str:
    parts = [line.removeprefix("Link: ") for line in article_of(ECRI, lines_of_furniture=9)]
    return f"text:{text_hash(parts)}"


def record_retelling(page: Page, language: str) -> None:
    ImportedItem.objects.create(
        source_key=seed_key(),
        language=language,
        origin=ImportedItem.Origin.DEMO,
        text_hash="0" * 64,
        page=page,
        revision_id=page.latest_revision_id,
    )


@pytest.fixture
def retelling(tree: Tree) -> NewsPage:
    """The demonstration's article about the seminar, not yet translated."""
    page = news_page(
        tree.networks,
        title="Retold",
        summary="Summary of the retelling",
        countries=["FR"],
        date=datetime.date(2014, 5, 24),
    )
    record_retelling(page, "en")
    return page


@pytest.fixture
def french(retelling: NewsPage, tree: Tree) -> NewsPage:
    """Its translation, made of translated strings."""
    french_texts = NewsPage(title="Français", summary="Résumé", slug="francais")
    translate(retelling, tree.locale("fr"), french_texts)
    page = tree.translation_of(retelling, "fr")
    record_retelling(page, "fr")
    return page


def test_an_untouched_retelling_is_replaced_in_its_place(retelling: NewsPage) -> None:
    answer = import_news(ECRI, meta=META, publish=True)

    retelling.refresh_from_db()
    assert retelling.live
    assert retelling.title.startswith(ECRI_TITLE)
    assert retelling.summary == ""
    assert [row.country for row in retelling.countries.all()] == ["FR"]
    assert NewsPage.objects.filter(alias_of=None).count() == 1
    assert "imported 1" in answer.out
    assert "imported 0" in import_news(ECRI, meta=META, publish=True).out


def test_an_edited_retelling_is_reported_and_kept(retelling: NewsPage) -> None:
    retelling.title = "Edited by hand"
    retelling.save_revision().publish()
    answer = import_news(ECRI, meta=META, publish=True)

    retelling.refresh_from_db()
    assert retelling.title == "Edited by hand"
    assert "its retelling “Edited by hand” was edited" in answer.out
    assert "imported 0" in answer.out
    assert NewsPage.objects.filter(alias_of=None).count() == 1


def test_readers_keep_the_retelling_until_the_import_has_a_date(retelling: NewsPage) -> None:
    import_news(ECRI, publish=True)
    retelling.refresh_from_db()
    assert (retelling.live, retelling.title) == (True, "Retold")
    assert retelling.get_latest_revision_as_object().date is None

    import_news(ECRI, meta=META, publish=True)
    retelling.refresh_from_db()
    assert retelling.title.startswith(ECRI_TITLE)


def test_an_untouched_translation_of_a_replaced_retelling_falls_back_to_the_new_text(
    retelling: NewsPage, french: NewsPage, client: Client
) -> None:
    assert french.title == "Français"
    import_news(ECRI, meta=META, publish=True)

    french.refresh_from_db()
    assert french.alias_of_id == retelling.pk
    assert french.title.startswith(ECRI_TITLE)
    assert client.get(french.url).status_code == 200
    assert not Translation.objects.exists()


def test_an_edited_translation_of_a_replaced_retelling_is_reported_and_kept(
    retelling: NewsPage, french: NewsPage
) -> None:
    french.title = "Corrigé à la main"
    french.save_revision().publish()
    answer = import_news(ECRI, meta=META, publish=True)

    french.refresh_from_db()
    assert (french.alias_of_id, french.title) == (None, "Corrigé à la main")
    assert "its translation “Corrigé à la main” was edited" in answer.out


def test_a_translated_retelling_is_replaced_by_the_original_of_its_language(
    retelling: NewsPage, french: NewsPage
) -> None:
    ImportedItem.objects.update(source_key="legacy:62", legacy_id=62)
    import_news(FRENCH, date="2013-06-12", publish=True)

    french.refresh_from_db()
    retelling.refresh_from_db()
    assert french.title.startswith("120 collectivités")
    assert retelling.title == "Retold"
    assert not Translation.objects.get().enabled
