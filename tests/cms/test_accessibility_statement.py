"""Every page leads to the accessibility statement, which says whom to write to."""

from bs4 import BeautifulSoup
from django.test import Client

from cms.reserved_slugs import is_reserved
from tests import factories


def test_every_page_leads_to_the_statement_in_its_language(
    tree: factories.Tree, client: Client
) -> None:
    factories.profile(contact_email="barriers@example.org")
    for language in ("en", "uk", "fr"):
        for address in (f"/{language}/", f"/{language}/authorities/", f"/{language}/nowhere/"):
            page = BeautifulSoup(client.get(address).content, "html.parser")
            assert page.select_one(f'footer a[href="/{language}/accessibility/"]'), address
        response = client.get(f"/{language}/accessibility/")
        page = BeautifulSoup(response.content, "html.parser")
        assert page.select_one('main a[href="mailto:barriers@example.org"]')
        assert page.select_one("main time")
        assert page.select_one('link[rel=alternate][hreflang="fr"]')
        # Its words in Romani would be English for the most part.
        assert not page.select_one('link[rel=alternate][hreflang="rom"]')


def test_no_page_takes_the_address_of_the_statement(tree: factories.Tree) -> None:
    assert is_reserved(tree.home, "accessibility")
