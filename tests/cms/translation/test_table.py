"""The table of all texts by language: what it shows to whom, and what is begun from it."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import WorkflowState
from wagtail_localize.models import StringTranslation, Translation

from cms.site.groups import coordinator_group, provision_groups
from cms.translation import roles
from news.models import NewsPage
from tests import factories
from tests.cms.translation.helpers import messages_of, submit, type_strings

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/translations-state/"


def titles(client, **chosen):
    answer = client.get(REPORT, chosen)
    return [row.title for row in answer.context["object_list"]]


def states(client, title, **chosen):
    """The state by language code of the text with this title, as the page shows it."""
    answer = client.get(REPORT, chosen)
    row = next(row for row in answer.context["object_list"] if row.title == title)
    return {cell.locale.language_code: cell.state for cell in row.cells}


def signed_in(client, django_user_model, group, name="somebody"):
    user = django_user_model.objects.create_user(name)
    user.groups.add(group)
    client.force_login(user)
    return user


@pytest.fixture
def site(tree):
    """An article translated into French, begun in Ukrainian; a network; a profile; a draft."""
    article = factories.news_page(tree.news, title="Roofs")
    french = submit(article, tree.locale("fr"))
    type_strings(french)
    french.save_target(publish=True)
    submit(article, tree.locale("uk"))
    factories.network_page(tree.networks, title="Ukraine", slug="ukraine", aliases=False)
    factories.organisation()
    return tree


def test_pages_and_snippets_stand_with_their_state_in_each_language(site, admin_client):
    states_of_article = states(admin_client, "Roofs")
    assert states_of_article == {"en": "source", "fr": "live", "uk": "draft", "rom": "fallback"}
    assert states(admin_client, "Ukraine")["fr"] == "missing"
    assert states(admin_client, str(factories.Organisation.objects.get())) == {
        "en": "source",
        "fr": "missing",
        "uk": "missing",
        "rom": "missing",
    }


def test_what_a_reviewer_has_before_them_is_in_review(site, admin_client, django_user_model):
    page = NewsPage.objects.get(title="Roofs", locale=site.locale("en"))
    page = site.translation_of(page, "fr")
    page.title = "Toits"
    page.save_revision()
    workflow = workflow_with(provision_groups()["editors"])
    workflow.start(page, django_user_model.objects.get(username="admin"))
    assert WorkflowState.objects.exists()
    assert states(admin_client, "Roofs")["fr"] == "in_review"


def workflow_with(group):
    from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

    task = GroupApprovalTask.objects.create(name="Review")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Moderation")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def test_the_table_is_filtered_and_counted(site, admin_client, django_user_model):
    translator = django_user_model.objects.create_user("anna")
    roles.add_person(site.networks.translation_key, site.locale("uk"), translator, by=translator)
    french, ukrainian = site.locale("fr").pk, site.locale("uk").pk
    news = str(site.news.translation_key)
    cases = [
        ({"q": "ROOF"}, ["Roofs"]),
        ({"section": news}, ["News", "Roofs"]),
        ({"section": news, "state": "live", "language": french}, ["Roofs"]),
        ({"state": "live", "language": ukrainian}, []),
        ({"state": "draft"}, ["Roofs"]),
        ({"kind": "network.networkpage"}, ["Ukraine"]),
        ({"person": translator.pk}, ["Networks", "Ukraine"]),
        ({"person": translator.pk, "language": french}, []),
        ({"state": "no such state"}, None),
    ]
    for chosen, expected in cases:
        found = titles(admin_client, **chosen)
        assert found == (titles(admin_client) if expected is None else expected), chosen
    StringTranslation.objects.update(last_translated_by=translator)
    assert "Roofs" in titles(admin_client, person=translator.pk, language=french)

    page = BeautifulSoup(admin_client.get(REPORT, {"section": news}).text, "html.parser")
    for select in page.select("select[name=section], select[name=kind]"):
        assert len(select.select("option[value='']")) == 1, select["name"]
    summary = page.select_one(".tt-summary")
    name = site.locale("fr").get_display_name()
    link = next(a for a in summary.select("a") if f"published, {name}" in a.get_text())
    assert link.get_text().startswith("1")
    followed = admin_client.get(link["href"])
    assert [row.title for row in followed.context["object_list"]] == ["Roofs"]


def test_terms_that_should_not_be_there_are_counted_by_language(site, admin_client):
    factories.term("Summary", administrative_status="deprecated")
    factories.term("Roofs", "fr", administrative_status="deprecated")
    row = next(r for r in admin_client.get(REPORT).context["object_list"] if r.title == "Roofs")
    found = {cell.locale.language_code: cell.findings for cell in row.cells}
    assert found == {"en": 1, "fr": 1, "uk": 0, "rom": 0}


def test_everybody_sees_their_own_and_links_only_to_that(
    site, client, admin_client, django_user_model
):
    network = factories.network_page(site.networks, title="Greece", slug="greece")
    signed_in(client, django_user_model, coordinator_group(network))
    assert titles(client) == ["Greece"]
    signed_in(client, django_user_model, provision_groups()["translators-fr"], "translator")
    answer = client.get(REPORT)
    row = next(row for row in answer.context["object_list"] if row.title == "Roofs")
    assert [cell.locale.language_code for cell in row.cells if cell.url] == ["fr"]
    organisations = [row for row in answer.context["object_list"] if not row.path]
    assert organisations == []


def test_the_table_costs_the_same_for_five_and_for_fifty_texts(tree, admin_client):
    def add(number):
        for _number in range(number):
            page = factories.news_page(tree.news, aliases=False)
            submit(page, tree.locale("fr"))
            factories.organisation()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(REPORT).status_code == 200
        return len(captured)

    add(2)
    queries()
    few = queries()
    add(8)
    assert queries() == few


def begin(client, pages, locales):
    data = {
        "keys": [str(page.translation_key) for page in pages],
        "languages": [locale.pk for locale in locales],
    }
    return client.post(reverse("cms_translation_begin"), data, follow=True)


def test_many_texts_go_to_many_languages_at_once(tree, admin_client):
    pages = [factories.news_page(tree.news) for _number in range(2)]
    note = factories.organisation()
    locales = [tree.locale("fr"), tree.locale("uk")]
    answer = begin(admin_client, [*pages, note], locales)
    assert "6 translations were begun." in messages_of(answer)
    assert Translation.objects.filter(enabled=True).count() == 6
    assert "0 translations were begun." in messages_of(begin(admin_client, [*pages, note], locales))


def test_nobody_begins_what_is_not_theirs(tree, client, django_user_model):
    own = factories.network_page(tree.networks, title="Greece", slug="greece")
    other = factories.news_page(tree.news)
    signed_in(client, django_user_model, coordinator_group(own))
    begin(client, [own, other], [tree.locale("fr")])
    assert {t.source.object_id for t in Translation.objects.all()} == {own.translation_key}
    answer = begin(client, [other], [tree.locale("fr")])
    assert "Tick texts" in messages_of(answer)

    group = provision_groups()["translators-fr"]
    signed_in(client, django_user_model, group, "translator")
    begin(client, [other], [tree.locale("uk")])
    assert not Translation.objects.filter(source__object_id=other.translation_key).exists()


def test_ticked_texts_are_exported(site, admin_client):
    key = NewsPage.objects.get(title="Roofs", locale=site.locale("en")).translation_key
    answer = admin_client.get(reverse("cms_translation_exchange"), {"keys": [str(key)]})
    assert "1 text is selected." in answer.text


def test_nothing_ticked_leads_back(tree, admin_client):
    for name in ("cms_translation_begin", "cms_translation_publish"):
        answer = admin_client.get(reverse(name), {"keys": ["no key"]}, follow=True)
        assert "Tick texts of the table first." in messages_of(answer)
