import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from news.models import ImportedItem, NewsPage
from tests.factories import Tree, news_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(tree: Tree) -> NewsPage:
    page = news_page(tree.news, slug="tivat")
    ImportedItem.objects.create(
        source_key="legacy:285",
        language="en",
        legacy_id=285,
        origin=ImportedItem.Origin.IMPORT,
        page=page,
        revision_id=page.latest_revision_id,
    )
    return page


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/en/page/285-tivat-joins.html", "/en/news/tivat/"),
        ("/fr/page/285-le-slug-ne-compte-pas.html", "/fr/news/tivat/"),
        ("/en/page/285.html", "/en/news/tivat/"),
        ("/en/page/285-", "/en/news/tivat/"),
    ],
)
def test_an_old_address_leads_to_the_page_in_its_language_for_good(
    page: NewsPage, client: Client, old: str, new: str
) -> None:
    response = client.get(old)

    assert (response.status_code, response["Location"]) == (301, new)


def test_an_old_address_without_language_leads_to_the_readers_language(
    page: NewsPage, client: Client
) -> None:
    response = client.get("/page/285-tivat.html", headers={"accept-language": "uk"})

    assert (response.status_code, response["Location"]) == (301, "/uk/news/tivat/")
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize(
    "address", ["/en/page/999-unknown.html", "/en/page/x.html", "/en/page/9999999999999-x.html"]
)
def test_a_number_that_nothing_has_is_not_found(
    page: NewsPage, client: Client, address: str
) -> None:
    assert client.get(address).status_code == 404


def test_an_unpublished_page_is_not_found_by_its_old_address(
    page: NewsPage, client: Client
) -> None:
    page.get_translations(inclusive=True).update(live=False)

    assert client.get("/en/page/285-tivat.html").status_code == 404


@pytest.mark.parametrize("section", [False, True])
def test_a_private_page_is_not_named_by_its_old_address(
    page: NewsPage, tree: Tree, client: Client, section: bool
) -> None:
    PageViewRestriction.objects.create(
        page=tree.news if section else page, restriction_type=PageViewRestriction.LOGIN
    )

    for old in ("/en/page/285-x.html", "/fr/page/285-x.html", "/page/285.html"):
        assert client.get(old).status_code == 404, old


def test_a_number_of_ten_digits_is_known(page: NewsPage, client: Client) -> None:
    ImportedItem.objects.filter(legacy_id=285).update(legacy_id=2147483647)

    assert client.get("/en/page/2147483647-tivat.html")["Location"] == "/en/news/tivat/"
    assert client.get("/en/page/9999999999-tivat.html").status_code == 404
