"""An original and its translations go live together, or not at all."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail_localize.models import StringTranslation

from cms.site.groups import provision_groups
from tests import factories
from tests.cms.translation.helpers import edit_url, fresh, messages_of, submit, type_strings

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/translation/publish/"


@pytest.fixture
def draft(tree):
    """An article that nobody has published: translated into French, into Ukrainian all but once."""
    article = factories.news_page(tree.news, title="Roofs", summary="Short")
    article.unpublish()
    for code in ("fr", "uk"):
        type_strings(submit(fresh(article), tree.locale(code)))
    StringTranslation.objects.get(context__path="summary", locale__language_code="uk").delete()
    return fresh(article)


def publish(client, tree, page, *codes):
    versions = [f"{page.translation_key}:{tree.locale(code).pk}" for code in codes]
    data = {"keys": [str(page.translation_key)], "versions": versions}
    return client.post(ADDRESS, data, follow=True)


def live(tree, page):
    """The languages in which readers get a text of its own."""
    versions = page.get_translations(inclusive=True)
    return sorted(
        version.locale.language_code
        for version in versions
        if version.live and not version.alias_of
    )


def boxes(client, page):
    """The boxes of the form by language: whether it can be ticked, and what is said beside it."""
    answer = client.get(ADDRESS, {"keys": str(page.translation_key)})
    items = BeautifulSoup(answer.text, "html.parser").select(".tt-choice li")
    return {
        item.get_text(" ", strip=True).split(" ")[0]: (
            not item.input.has_attr("disabled"),
            item.get_text(" ", strip=True),
        )
        for item in items
    }


def test_original_and_translation_go_live_at_once(tree, admin_client, draft):
    answer = publish(admin_client, tree, draft, "en", "fr")
    assert "2 versions were published." in messages_of(answer)
    assert live(tree, draft) == ["en", "fr"]
    assert tree.translation_of(draft, "fr").title == "⟦Roofs⟧"
    assert tree.translation_of(draft, "uk").alias_of_id == draft.pk


def test_one_that_is_incomplete_keeps_all_back(tree, admin_client, draft):
    answer = publish(admin_client, tree, draft, "en", "fr", "uk")
    assert answer.status_code == 409
    assert "Nothing was published" in answer.text
    assert "“Short”" in answer.text
    assert "Ukrainian" in answer.text
    assert live(tree, draft) == []
    assert fresh(draft).first_published_at == draft.first_published_at


def test_a_term_that_blocks_in_one_language_keeps_all_back(tree, admin_client, draft):
    factories.term("Roofs", "fr", administrative_status="deprecated", severity="block")
    answer = publish(admin_client, tree, draft, "en", "fr")
    assert answer.status_code == 409
    assert "French" in answer.text and "“Roofs”" in answer.text
    assert live(tree, draft) == []
    assert tree.translation_of(draft, "fr").alias_of_id == draft.pk


def test_a_date_that_is_still_to_come_keeps_all_back(tree, admin_client, draft):
    draft.go_live_at = "2099-01-01T00:00:00Z"
    draft.save_revision()
    answer = publish(admin_client, tree, draft, "en", "fr")
    assert "still to come" in answer.text
    assert live(tree, draft) == []


def test_the_form_says_which_languages_cannot_and_why(tree, admin_client, draft):
    offered = boxes(admin_client, draft)
    assert offered["English"][0] and offered["French"][0]
    assert offered["Ukrainian"] == (
        False,
        "Ukrainian – passages that are not translated: 1",
    )
    assert "no translation has been begun" in offered["Romani"][1]
    publish(admin_client, tree, draft, "en", "fr")
    offered = boxes(admin_client, draft)
    assert offered["English"][1].endswith("published, without later changes")
    assert offered["French"][1].endswith("published and up to date")


def test_a_changed_original_is_published_with_translations_that_still_fit(
    tree, admin_client, draft
):
    publish(admin_client, tree, draft, "en", "fr")
    draft = fresh(draft)
    draft.date = "2020-01-01"
    draft.save_revision()
    assert boxes(admin_client, draft)["French"][0]
    publish(admin_client, tree, draft, "en", "fr")
    assert str(fresh(draft).date) == "2020-01-01"
    assert str(tree.translation_of(draft, "fr").date) == "2020-01-01"


def test_nobody_publishes_what_is_not_theirs(tree, client, django_user_model, draft):
    user = django_user_model.objects.create_user("translator")
    user.groups.add(provision_groups()["translators-fr"])
    client.force_login(user)
    answer = publish(client, tree, draft, "en", "fr")
    assert "you may not publish it" in answer.text
    assert live(tree, draft) == []
    publish(client, tree, draft, "fr")
    assert live(tree, draft) == ["fr"]


def test_the_editor_of_the_page_leads_to_it(admin_client, draft):
    page = BeautifulSoup(admin_client.get(edit_url(draft)).text, "html.parser")
    assert page.select_one(f'a[href="{ADDRESS}?keys={draft.translation_key}"]')


def test_what_is_translated_into_the_first_language_keeps_its_own_original(tree, admin_client):
    home = tree.translation_of(tree.news, "uk")
    article = factories.news_page(home, title="Дахи", summary="Коротко")
    type_strings(submit(article, tree.locale("en")))
    assert "2 versions" not in messages_of(publish(admin_client, tree, article, "en"))
    assert live(tree, article) == ["en", "uk"]
    assert boxes(admin_client, article)["Ukrainian"][1].startswith("Ukrainian (original)")
    table = admin_client.get("/admin/reports/translations-state/").text
    assert "Дахи" in table and "⟦Дахи⟧" not in table


def test_a_draft_is_named_to_those_only_who_translate_it(tree, client, django_user_model, draft):
    user = django_user_model.objects.create_user("translator")
    user.groups.add(provision_groups()["translators-rom"])
    client.force_login(user)
    for address in (ADDRESS, "/admin/translation/begin/"):
        answer = client.get(address, {"keys": str(draft.translation_key)}, follow=True)
        assert "Tick texts of the table first." in messages_of(answer)
    submit(draft, tree.locale("rom"))
    assert "Roofs" in client.get(ADDRESS, {"keys": str(draft.translation_key)}).text


def test_a_further_text_costs_no_more_than_its_locks(tree, admin_client):
    articles = [factories.news_page(tree.news) for _number in range(3)]
    for article in articles:
        type_strings(submit(article, tree.locale("fr")))
    keys = [str(article.translation_key) for article in articles]

    def queries(chosen):
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(ADDRESS, {"keys": chosen})
        return len(captured)

    queries(keys)
    assert queries(keys) - queries(keys[:1]) <= 2 * 4
