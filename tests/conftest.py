"""What all tests share: a database migrated once, and a site tree that costs next to nothing.

A test that needs pages asks for the fixture `tree`, or calls `factories.site_tree(languages)`
before it adds anything but users: the tree is then written as rows that an earlier test's tree
had (tests/replay.py, 10 ms). Where there is other content first, it is built anew (half a second).
Further pages are real ones, saved, published and aliased, at some 40 ms for each language. A page
that an earlier test of the process added with the same fields to the same content is written as
rows too (5 ms): fixtures that give a page no more than it needs, and add pictures and documents,
which carry the time, after the pages, make that likely. `aliases=False` where a test looks at one
language, and one test that walks a table where many would each make the same pages.
"""

import gc
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from cms.terminology import versions
from tests import factories, migrated_database


def pytest_sessionstart() -> None:
    """Look for garbage seldom: by default that takes a tenth of the suite's processor time.

    What is loaded by now stays for the whole run, and the tests make few cycles beside it.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


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
def clean_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sees the cache or the language of another, or counts a query more when it is slow."""
    monkeypatch.setattr(versions, "SECONDS", 3600)
    factories.restart_numbers()
    cache.clear()
    with translation.override("en"):
        yield
    cache.clear()


@pytest.fixture
def tree(db: None) -> factories.Tree:
    """A site in English with aliases in French, Ukrainian and Romani."""
    return factories.site_tree()
