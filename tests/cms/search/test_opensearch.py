"""Browsers can offer the site's search."""

import pytest
from django.test import Client
from lxml import etree

from tests.factories import Tree

NAMESPACE = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.mark.parametrize("language", ["en", "uk", "rom"])
def test_browsers_find_the_search_of_each_language(
    tree: Tree, client: Client, language: str
) -> None:
    address = f"/{language}/search/opensearch.xml"
    assert f'href="{address}"' in client.get(f"/{language}/").content.decode()
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/opensearchdescription+xml")
    found = etree.fromstring(answer.content)
    assert found.findtext("o:Language", namespaces=NAMESPACE) == language
    assert 1 <= len(found.findtext("o:ShortName", "", NAMESPACE)) <= 16
    template = found.find("o:Url[@type='text/html']", NAMESPACE).get("template")
    assert template == f"http://testserver/{language}/search/?q={{searchTerms}}"
