from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from tests import factories


@pytest.fixture(autouse=True)
def clean_process() -> Iterator[None]:
    """No test sees the cache or the language of another."""
    cache.clear()
    with translation.override("en"):
        yield
    cache.clear()


@pytest.fixture
def tree(db: None) -> factories.Tree:
    """A site in English with aliases in French, Ukrainian and Romani."""
    return factories.site_tree()
