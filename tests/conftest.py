from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from tests import factories, migrated_database


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest) -> None:
    """pytest-django's, which finds an SQLite database migrated already."""
    cache_of_pytest = getattr(request.config, "cache", None)
    if cache_of_pytest and connection.vendor == "sqlite":
        with migrated_database.kept_in(cache_of_pytest.mkdir("migrated_database")):
            request.getfixturevalue("django_db_setup")
    else:
        request.getfixturevalue("django_db_setup")


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
