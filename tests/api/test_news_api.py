"""News over the API: what a list and an article say, in which language, and what they leave out."""

import datetime
import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from cms.picture_sizes import make_missing
from news.models import NewsPage
from tests import factories
from tests.factories import Tree, news_page

NEWS = "/api/v1/news"


def titles(client: Client, **parameters: Any) -> list[str]:
    response = client.get(NEWS, parameters)
    assert response.status_code == 200, response.content
    return [item["title"] for item in response.json()["items"]]


def translated(page: NewsPage, code: str, tree: Tree, **fields: Any) -> NewsPage:
    """Turn the alias of `page` in a language into a translation of its own."""
    version = tree.translation_of(page, code)
    version.alias_of = None
    for name, value in fields.items():
        setattr(version, name, value)
    version.save()
    version.save_revision().publish()
    return NewsPage.objects.get(pk=version.pk)


def restrict(page: Page, kind: str = PageViewRestriction.LOGIN) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.create(name="Members"))


def test_list_has_newest_first_and_pages_through(tree: Tree, client: Client) -> None:
    for year in (2017, 2019, 2018):
        news_page(tree.news, title=str(year), date=datetime.date(year, 1, 1))
    assert titles(client) == ["2019", "2018", "2017"]
    assert titles(client, order="date") == ["2017", "2018", "2019"]
    assert titles(client, page_size=2, page=2) == ["2017"]
    assert client.get(NEWS, {"page_size": 2}).json()["count"] == 3


def test_list_is_narrowed_by_topic_country_year_and_network(tree: Tree, client: Client) -> None:
    network = factories.network_page(tree.networks, slug="ukraine")
    housing = factories.topic("housing", en="Housing")
    news_page(tree.news, title="Housing in Greece", topics=[housing], countries=["GR"])
    news_page(tree.news, title="Old", date=datetime.date(2013, 3, 20))
    news_page(network, title="From Ukraine", countries=["UA", "GR"])
    assert titles(client, topic="housing") == ["Housing in Greece"]
    assert titles(client, country="UA") == ["From Ukraine"]
    assert titles(client, country="GR", topic="housing") == ["Housing in Greece"]
    assert titles(client, year=2013) == ["Old"]
    assert titles(client, network="ukraine") == ["From Ukraine"]
    assert titles(client, network="news") == []
    assert titles(client, topic="unknown") == []


def test_without_fallback_only_pages_really_in_the_language(tree: Tree, client: Client) -> None:
    article = news_page(tree.news, title="A town joins")
    news_page(tree.news, title="Not translated", date=datetime.date(2013, 1, 1))
    translated(article, "fr", tree, title="Une ville adhère")
    assert titles(client, locale="fr") == ["Une ville adhère"]
    assert titles(client, locale="fr", fallback="true") == ["Une ville adhère", "Not translated"]
    fallback = client.get(NEWS, {"locale": "fr", "fallback": "true"}).json()["items"][1]
    assert fallback["locale"] == "fr"
    assert fallback["served_locale"] == "en"
    assert fallback["is_fallback"] is True
    assert fallback["url"] == "http://testserver/fr/news/" + fallback["slug"] + "/"
    assert fallback["canonical_url"] == "http://testserver/en/news/" + fallback["slug"] + "/"
    assert [version["locale"] for version in fallback["translations"]] == ["en"]


def test_translations_are_the_real_and_published_ones(tree: Tree, client: Client) -> None:
    article = news_page(tree.news, title="A town joins")
    translated(article, "fr", tree, title="Une ville adhère")
    translated(article, "uk", tree, title="Чернетка").unpublish()
    item = client.get(f"{NEWS}/{article.pk}").json()
    assert [(version["locale"], version["title"]) for version in item["translations"]] == [
        ("en", "A town joins"),
        ("fr", "Une ville adhère"),
    ]


def test_labels_and_country_names_are_in_the_language(tree: Tree, client: Client) -> None:
    housing = factories.topic("housing", en="Housing", fr="Logement")
    article = news_page(tree.news, topics=[housing], countries=["UA", "GR"])
    french = client.get(f"{NEWS}/{article.pk}", {"locale": "fr"}).json()
    assert french["topics"] == [{"slug": "housing", "label": "Logement"}]
    assert [country["name"] for country in french["countries"]] == ["Ukraine", "Grèce"]
    ukrainian = client.get(f"{NEWS}/{article.pk}", {"locale": "uk"}).json()
    assert ukrainian["topics"] == [{"slug": "housing", "label": "Housing"}]
    assert [country["name"] for country in ukrainian["countries"]] == ["Україна", "Греція"]


def test_links_in_rich_text_lead_to_the_page_in_the_language_of_the_item(
    tree: Tree, client: Client
) -> None:
    target = news_page(tree.news, slug="target")
    draft = news_page(tree.news, slug="draft")
    draft.unpublish()
    file = factories.document()
    html = (
        f'<p><a linktype="page" id="{target.pk}">page</a> '
        f'<a linktype="page" id="{draft.pk}">draft</a> '
        f'<a linktype="document" id="{file.pk}">file</a> '
        '<a linktype="page" id="999999">gone</a></p>'
    )
    body = json.dumps([{"type": "paragraph", "value": html}])
    article = news_page(tree.news, body=body)
    french = client.get(f"{NEWS}/{article.pk}", {"locale": "fr"}).json()
    assert french["body"][0]["value"]["html"] == (
        '<p><a href="http://testserver/fr/news/target/">page</a> <a>draft</a> '
        f'<a href="http://testserver{file.url}">file</a> <a>gone</a></p>'
    )


def test_the_full_list_has_each_item_as_the_article_itself_has_it(
    tree: Tree, client: Client
) -> None:
    english = factories.organisation(name="The Congress")
    factories.organisation("fr", name="Le Congrès", translation_key=english.translation_key)
    news_page(tree.news, organisation=english, body=json.dumps(factories.all_blocks(tree.news)))
    news_page(tree.news, organisation=factories.organisation(name="ECRI"), countries=["UA"])
    news_page(tree.news, topics=[factories.topic("housing", en="Housing", fr="Logement")])
    hidden = news_page(tree.news)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    for code in ("en", "fr", "uk"):
        found = client.get(f"{NEWS}/full", {"locale": code, "fallback": True}).json()
        assert found["count"] == len(found["items"]) == 3
        for item in found["items"]:
            assert item == client.get(f"{NEWS}/{item['id']}").json()
    narrowed = client.get(f"{NEWS}/full", {"topic": "housing", "page_size": 1}).json()
    assert [item["topics"][0]["label"] for item in narrowed["items"]] == ["Housing"]


def test_organisation_is_read_in_the_language(tree: Tree, client: Client) -> None:
    english = factories.organisation(name="The Congress")
    factories.organisation("fr", name="Le Congrès", translation_key=english.translation_key)
    article = news_page(tree.news, organisation=english)
    for code, name in {"en": "The Congress", "fr": "Le Congrès", "uk": "The Congress"}.items():
        item = client.get(f"{NEWS}/{article.pk}", {"locale": code}).json()
        assert item["organisation"]["name"] == name


def test_picture_whose_use_has_run_out_is_not_in_new_articles(tree: Tree, client: Client) -> None:
    picture = factories.image(use_until=datetime.date(2020, 1, 1))
    body = json.dumps(
        [{"type": "image", "value": {"image": picture.pk, "alt_text": "Roofs", "caption": ""}}]
    )
    article = news_page(tree.news, lead_image=picture, lead_image_alt="Roofs", body=body)
    item = client.get(f"{NEWS}/{article.pk}").json()
    assert item["lead_image"] is None
    assert item["body"] == []
    Page.objects.filter(pk=article.pk).update(
        first_published_at=datetime.datetime(2019, 1, 1, tzinfo=datetime.UTC)
    )
    assert client.get(f"{NEWS}/{article.pk}").json()["lead_image"]["alt"] == "Roofs"


def test_picture_comes_in_sizes_and_formats(tree: Tree, client: Client) -> None:
    picture = factories.image(credit="A. Photographer", licence="CC BY 4.0")
    make_missing(picture)
    article = news_page(tree.news, lead_image=picture, lead_image_alt="Roofs")
    image = client.get(f"{NEWS}/{article.pk}").json()["lead_image"]
    assert (image["alt"], image["credit"], image["licence"]) == (
        "Roofs",
        "A. Photographer",
        "CC BY 4.0",
    )
    assert [(size["format"], size["width"]) for size in image["renditions"]] == [
        (media_type, width)
        for media_type in ("image/avif", "image/webp", "image/jpeg")
        for width in (400, 800, 1300)
    ]
    assert all(size["url"].startswith("http://testserver/media/") for size in image["renditions"])


@pytest.mark.parametrize("content", [None, b"", b"\x89PNG\r\n\x1a\ndamaged"])
def test_picture_whose_file_is_lost_or_damaged_has_no_sizes(
    tree: Tree, client: Client, content: bytes | None
) -> None:
    picture = factories.image()
    picture.file.storage.delete(picture.file.name)
    if content is not None:
        picture.file.storage.save(picture.file.name, ContentFile(content))
    news_page(tree.news, lead_image=picture, lead_image_alt="Roofs")
    assert client.get(NEWS).json()["items"][0]["lead_image"]["renditions"] == []


def test_drafts_are_invisible_whoever_asks(tree: Tree, admin_client: Client) -> None:
    article = news_page(tree.news, title="Published")
    article.title = "Secret draft"
    article.save_revision()
    hidden = news_page(tree.news, title="Never published")
    hidden.unpublish()
    assert titles(admin_client) == ["Published"]
    assert admin_client.get(f"{NEWS}/{article.pk}").json()["title"] == "Published"
    assert admin_client.get(f"{NEWS}/{hidden.pk}").status_code == 404
    assert admin_client.get(f"{NEWS}/{hidden.pk}", {"locale": "fr"}).status_code == 404


@pytest.mark.parametrize(
    "kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS]
)
@pytest.mark.parametrize("place", ["article", "section"])
def test_private_pages_and_their_aliases_are_invisible(
    tree: Tree, admin_client: Client, kind: str, place: str
) -> None:
    network = factories.network_page(tree.networks, slug="members-only")
    article = news_page(network, title="Private")
    news_page(tree.news, title="Public")
    restrict(article if place == "article" else network, kind)
    assert titles(admin_client) == ["Public"]
    for code in ("en", "fr", "uk"):
        assert titles(admin_client, locale=code, fallback="true") == ["Public"]
        version = tree.translation_of(article, code)
        assert admin_client.get(f"{NEWS}/{version.pk}").status_code == 404
        assert admin_client.get(f"{NEWS}/{article.pk}", {"locale": code}).status_code == 404, code


def test_translation_beneath_an_alias_of_a_private_section_is_invisible(
    tree: Tree, client: Client
) -> None:
    network = factories.network_page(tree.networks, slug="members-only")
    french = translated(news_page(network), "fr", tree, title="Privé")
    restrict(network)
    assert titles(client, locale="fr") == []
    assert client.get(f"{NEWS}/{french.pk}").status_code == 404


def test_private_translation_is_not_named_by_the_public_one(tree: Tree, client: Client) -> None:
    article = news_page(tree.news, title="Public")
    restrict(translated(article, "fr", tree, title="Privé"))
    item = client.get(f"{NEWS}/{article.pk}").json()
    assert [version["title"] for version in item["translations"]] == ["Public"]
    assert "Privé" not in client.get(NEWS).content.decode()


def test_block_that_is_no_longer_there_is_passed_over(tree: Tree, client: Client) -> None:
    article = news_page(tree.news)
    blocks = [{"type": "poll", "id": "1", "value": {}}, factories.all_blocks()[0]]
    NewsPage.objects.filter(pk=article.pk).update(body=json.dumps(blocks))
    item = client.get(f"{NEWS}/{article.pk}")
    assert item.status_code == 200
    assert [block["type"] for block in item.json()["body"]] == ["heading"]


def test_topics_have_a_label_in_the_language(tree: Tree, client: Client) -> None:
    factories.topic("housing", en="Housing", fr="Logement")
    factories.topic("youth", en="Youth")
    items = client.get("/api/v1/topics", {"locale": "fr"}).json()["items"]
    assert items == [
        {"slug": "housing", "label": "Logement"},
        {"slug": "youth", "label": "Youth"},
    ]


@pytest.fixture
def admin_client(tree: Tree, client: Client) -> Client:
    """A client that sends the session of a superuser."""
    client.force_login(get_user_model().objects.create_superuser("root", "root@example.org", "x"))
    return client
