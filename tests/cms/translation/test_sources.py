"""When a source counts as changed."""

import json

import pytest

from cms.translation.sources import get_source, has_changed
from tests import factories

pytestmark = pytest.mark.django_db


def test_stream_data_that_the_database_gives_back_in_another_order_is_no_change(
    tree: factories.Tree,
) -> None:
    source = get_source(factories.news_page(tree.news, body=factories.all_blocks()))
    content = json.loads(source.content_json)
    content["body"] = json.dumps(json.loads(content["body"]), sort_keys=True)
    source.content_json = json.dumps(content)
    assert not has_changed(source)


def test_a_changed_block_is_a_change(tree: factories.Tree) -> None:
    source = get_source(factories.news_page(tree.news, body=factories.all_blocks()))
    content = json.loads(source.content_json)
    content["body"] = content["body"].replace("A heading", "Another heading")
    source.content_json = json.dumps(content)
    assert has_changed(source)
