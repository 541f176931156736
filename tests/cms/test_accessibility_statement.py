"""Every page leads to the accessibility statement, which says whom to write to."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

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


def test_an_operator_states_the_own_site_in_each_language(
    tree: factories.Tree, client: Client
) -> None:
    profile = factories.profile(contact_email="all@example.org")
    default = client.get("/en/accessibility/").text
    assert "all@example.org" in default and 'datetime="2026-11-22"' in default

    profile.accessibility_reviewed_on = datetime.date(2025, 1, 31)
    profile.accessibility_exceptions = "The <map> of 2013.\n\nThe videos of 2014."
    profile.accessibility_contact = "Barriers office, barriers@example.org"
    profile.accessibility_enforcement = "The Ombud, https://ombud.example.org/"
    profile.save()
    cache.clear()
    page = BeautifulSoup(client.get("/en/accessibility/").content, "html.parser").main
    assert page.select_one('time[datetime="2025-01-31"]')
    own = [item.get_text() for item in page.select(".rich li")[-2:]]
    assert own == ["The <map> of 2013.", "The videos of 2014."]
    assert page.select_one('a[href="mailto:barriers@example.org"]')
    assert page.select_one('a[href="https://ombud.example.org/"]')
    assert "all@example.org" not in page.get_text()
    # The words of the profile in another language say which.
    french = BeautifulSoup(client.get("/fr/accessibility/").content, "html.parser").main
    assert french.find(lang="en", string="The <map> of 2013.")
    # Until its translation says them, a translated profile hides none of them.
    factories.profile("uk", translation_key=profile.translation_key)
    cache.clear()
    ukrainian = BeautifulSoup(client.get("/uk/accessibility/").content, "html.parser").main
    assert ukrainian.find(lang="en", string="The <map> of 2013.")
    assert ukrainian.select_one('time[datetime="2025-01-31"]')
    answer = client.get("/api/v1/accessibility?locale=en").json()
    assert answer["reviewed_on"] == "2025-01-31" and "The Ombud" in answer["html"]


def test_no_assessment_is_stated_before_it_was_made(tree: factories.Tree) -> None:
    profile = factories.profile()
    profile.accessibility_reviewed_on = timezone.localdate()
    profile.full_clean()
    profile.accessibility_reviewed_on += datetime.timedelta(days=1)
    with pytest.raises(ValidationError, match="future"):
        profile.full_clean()


def test_no_page_takes_the_address_of_the_statement(tree: factories.Tree) -> None:
    assert is_reserved(tree.home, "accessibility")
