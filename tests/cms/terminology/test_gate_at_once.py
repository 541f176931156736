"""What readers see as soon as it is saved: topics, and the titles of files on published pages."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.terminology import exemptions
from cms.terminology.findings import findings_in
from cms.terminology.gate import DiscouragedTerms
from cms.terminology.impact import impact_of
from cms.terminology.models import Concept
from news.models import NewsPage, Topic
from tests import factories
from tests.cms.terminology.form_data import posted
from tests.cms.terminology.gate_samples import before_the_term
from tests.cms.terminology.test_check_terms import check

pytestmark = pytest.mark.django_db

WORDS = "Old Gypsies"


@pytest.fixture
def gypsies() -> Concept:
    """“Gypsies” blocks in English, and nowhere else."""
    concept = factories.concept("roma")
    factories.term("Roma", of=concept)
    factories.term("Gypsies", of=concept, administrative_status="deprecated", severity="block")
    return concept


def send(client: Client, name: str, instance: Any, **changes: Any) -> Any:
    """Change `instance` in its form of the admin."""
    url = reverse(name, args=[instance.pk])
    return client.post(url, {**posted(client.get(url).context["form"]), **changes})


def test_a_label_of_a_topic_is_refused_in_its_language_only(
    gypsies: Concept, admin_client: Client
) -> None:
    topic = factories.topic("housing", en="Housing", fr="Logement")
    edit = "wagtailsnippets_news_topic:edit"

    answer = send(admin_client, edit, topic, **{"labels-0-label": WORDS})
    assert "“Gypsies” (character 5) cannot be published. Use “Roma” instead." in (
        answer.content.decode()
    )
    assert Topic.objects.get().label_in("en") == "Housing"

    assert send(admin_client, edit, topic, **{"labels-1-label": WORDS}).status_code == 302
    assert Topic.objects.get().label_in("fr") == WORDS


def test_words_of_a_topic_from_before_stay_and_are_reported(gypsies: Concept) -> None:
    with before_the_term():
        factories.topic("old", en=WORDS, fr=WORDS)
    topic = Topic.objects.get()
    topic.name = "older"
    topic.save()

    status, lines = check("--language", "en")
    assert (status, len(lines)) == (1, 1)
    assert check("--language", "fr") == (0, [])
    gypsies.terms.filter(text="Gypsies").update(severity="warn")
    assert [touched.place.text for touched in impact_of(Concept.objects.get())] == [WORDS]
    with pytest.raises(DiscouragedTerms):
        factories.topic("new", en=WORDS)


@pytest.fixture
def report() -> Any:
    return factories.document(title="Report")


def article_with(tree: factories.Tree, document: Any, **fields: Any) -> NewsPage:
    link = ("document", {"document": document, "label": fields.pop("label", "")})
    return factories.news_page(tree.news, aliases=False, documents=[link], **fields)


def test_the_title_of_a_file_that_a_published_page_shows_is_refused(
    gypsies: Concept, tree: factories.Tree, report: Any, admin_client: Client
) -> None:
    page = article_with(tree, report)
    answer = send(admin_client, "wagtaildocs:edit", report, title=WORDS)
    assert answer.status_code == 200
    assert "Title: “Gypsies” (character 5) cannot be published. Use “Roma” instead." in (
        answer.content.decode()
    )
    report.refresh_from_db()
    assert report.title == "Report"
    report.title = WORDS
    with pytest.raises(DiscouragedTerms):
        report.save()

    page.unpublish()
    assert send(admin_client, "wagtaildocs:edit", report, title=WORDS).status_code == 302


def test_the_credit_of_a_picture_that_a_published_page_shows_is_refused(
    gypsies: Concept, tree: factories.Tree, admin_client: Client
) -> None:
    image = factories.image()
    page = factories.news_page(tree.news, lead_image=image, lead_image_alt="Roofs")
    answer = send(admin_client, "wagtailimages:edit", image, credit=WORDS, licence=WORDS)
    text = answer.content.decode()
    for label in ("Credit", "Licence"):
        assert f"{label}: “Gypsies” (character 5) cannot be published." in text
    image.refresh_from_db()
    assert image.credit == ""

    page.unpublish()
    assert send(admin_client, "wagtailimages:edit", image, credit=WORDS).status_code == 302
    with pytest.raises(DiscouragedTerms, match="Lead image › Credit: “Gypsies”"):
        NewsPage.objects.get(pk=page.pk).save_revision().publish()
    assert check("--language", "en") == (0, [])
    (touched,) = impact_of(gypsies)
    assert touched.place.text == WORDS


def test_a_title_passes_where_no_reader_sees_it_or_may_see_it(
    gypsies: Concept, tree: factories.Tree, report: Any
) -> None:
    article_with(tree, report, label="What was found")
    page = article_with(tree, report)
    page.unpublish()
    report.title = WORDS
    report.save()

    page = NewsPage.objects.get(pk=page.pk)
    (found,) = findings_in(page)
    exemptions.grant(page, found.place.path, found.finding, "quotation", "A title.", None)
    page.save_revision().publish()
    report.title = "Report"
    report.save()
    report.title = WORDS
    report.save()
    report.title = f"{WORDS} again"
    with pytest.raises(DiscouragedTerms):
        report.save()
