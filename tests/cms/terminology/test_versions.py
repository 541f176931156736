"""A change of terms reaches every process, and nothing else makes one read them again."""

import time
import uuid
from typing import Any

import pytest
from django.core.cache import cache

from cms.cache import bump_content_version
from cms.terminology import versions
from cms.terminology.matching import find_terms
from cms.terminology.models import Term, TermForm, TermsVersion
from tests import factories

pytestmark = pytest.mark.django_db


def count(text: str) -> int:
    return len(find_terms(text, "en"))


@pytest.fixture
def nomads() -> Term:
    term = factories.term("nomads", administrative_status="superseded")
    assert count("Nomads and vagrants") == 1
    return term


def test_terms_are_read_once_for_any_number_of_texts(
    nomads: Term, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        for _text in range(50):
            count("Nomads and vagrants")
    bump_content_version()
    factories.profile()
    with django_assert_num_queries(0):
        count("Nomads and vagrants")


def test_every_kind_of_change_counts_at_once(nomads: Term) -> None:
    nomads.forms.add(TermForm(text="vagrants"))
    nomads.save()
    assert count("Nomads and vagrants") == 2
    nomads.severity = Term.Severity.ALLOW
    nomads.save()
    assert count("Nomads and vagrants") == 0
    nomads.severity = Term.Severity.WARN
    nomads.save()
    nomads.concept.identifier = "renamed"
    nomads.concept.save()
    assert {finding.concept for finding in find_terms("Nomads", "en")} == {"renamed"}
    nomads.concept.delete()
    assert count("Nomads and vagrants") == 0


def change_in_another_process(term: Term) -> str:
    """The rows that a change leaves in the database; the cache of that process is not ours."""
    TermForm.objects.bulk_create([TermForm(term=term, text="vagrants")])
    token = str(uuid.uuid4())
    TermsVersion.objects.update(token=token)
    return token


def test_a_process_that_shares_the_cache_sees_the_change_of_another_at_once(
    nomads: Term,
) -> None:
    cache.set(versions.KEY, change_in_another_process(nomads), versions.SECONDS)
    assert count("Nomads and vagrants") == 2


@pytest.fixture
def cache_of_its_own(settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "one-process",
        }
    }


def test_a_process_with_a_cache_of_its_own_sees_it_when_its_entry_has_expired(
    cache_of_its_own: None, nomads: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_in_another_process(nomads)
    assert count("Nomads and vagrants") == 1
    later = time.time() + versions.SECONDS + 1
    monkeypatch.setattr("django.core.cache.backends.locmem.time.time", lambda: later)
    assert count("Nomads and vagrants") == 2
