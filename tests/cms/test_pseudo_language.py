"""Every word of the interface goes through the catalogues, as a language of marks shows.

The pseudo-language puts ⟦ ⟧ around whatever is translated. A page of ours in it has no other words
than these, but for content, which is marked with a language of its own, and names.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils.translation import trans_real
from wagtail.models import Locale, Page
from wagtail.users.models import UserProfile

from network.models import CooperatePage, JoinPage
from tests import factories
from tests.cms.translation.helpers import submit

# A language that Django and the CLDR know, so that only its catalogue is a pretence.
PSEUDO = "eo"
OPEN, CLOSE = "⟦", "⟧"
SPOKEN_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")
# Never read out as words of this page: code, dates, which the CLDR writes, and names of keys.
SILENT = {"script", "style", "svg", "time", "template", "kbd"}

# Names, of content too where it cannot be marked: in titles, and all over the admin.
NAMES = (
    "Esperanto English Ukrainujo RSS contact@example.org The Alliance Town 1 Root Home News "
    "Networks Meeting in Lviv Ukraine Spring Join Cooperate Roma people Wagtail XLIFF PO Atom "
    "JSON Feed"
)
# Wagtail's own, not translatable (wagtailadmin/shared/headers/_actions.html).
STOCK = {"aria-label=Actions"}


class PseudoTranslation(trans_real.DjangoTranslation):
    """Translates everything into itself, between marks."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message.split(trans_real.CONTEXT_SEPARATOR)[-1]}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def pseudo(settings: Any, monkeypatch: pytest.MonkeyPatch, db: None) -> factories.Tree:
    """A site in English that all speaks the pseudo-language below /eo/."""
    languages = [("en", "English"), (PSEUDO, "Esperanto")]
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = languages
    settings.WAGTAILADMIN_PERMITTED_LANGUAGES = languages
    monkeypatch.setitem(trans_real._translations, PSEUDO, PseudoTranslation(PSEUDO))
    return factories.site_tree(("en", PSEUDO))


def own_words(page: Tag) -> Iterator[str]:
    """The texts of a page that stand outside the marks and outside other languages' passages."""
    depth = 0
    for text in page.find_all(string=True):
        if isinstance(text, Comment) or type(text) is not NavigableString or is_foreign(text):
            continue
        for part in text.replace(OPEN, f"\0{OPEN}").replace(CLOSE, f"{CLOSE}\0").split("\0"):
            words = part.strip(f"{OPEN}{CLOSE}").strip()
            depth += part.count(OPEN)
            if depth == 0 and any(map(str.isalpha, words)) and not words.startswith("http"):
                yield words
            depth -= part.count(CLOSE)
    assert depth == 0, "a translated text was cut"
    for tag in page.find_all(True):
        for name in SPOKEN_ATTRIBUTES:
            value = str(tag.get(name) or "")
            if any(map(str.isalpha, value)) and OPEN not in value and not is_foreign(tag):
                yield f"{name}={value}"


def is_foreign(node: Any) -> bool:
    """Whether a text or element is marked as being in another language, or is not read at all."""
    for parent in [node, *node.parents]:
        if parent.name in SILENT or (isinstance(parent, Tag) and parent.has_attr("hidden")):
            return True
        if isinstance(parent, Tag) and parent.get("lang"):
            return bool(parent["lang"] != PSEUDO)
    return False


def value_of(words: str) -> str:
    """Of an attribute its value; a text as it is."""
    name, _sign, value = words.partition("=")
    return value if name in SPOKEN_ATTRIBUTES else words


def strange_words(client: Client, path: str, status: int = 200) -> list[str]:
    """The texts at `path` that no catalogue has given, and that are no name."""
    response = client.get(path)
    assert response.status_code == status, path
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html["lang"] == PSEUDO
    names = set(re.findall(r"\w+", NAMES))
    return [
        words
        for words in own_words(soup)
        if words not in STOCK and not set(re.findall(r"[^\W\d_]+", value_of(words))) <= names
    ]


def test_public_pages_say_nothing_that_is_not_in_the_catalogues(
    pseudo: factories.Tree, client: Client
) -> None:
    factories.profile()
    factories.note()
    factories.participation(1, authority=factories.authority(name="Town 1"))
    concept = factories.concept("roma", en="People")
    factories.term("Roma people", of=concept)
    body = factories.all_blocks(Page.objects.get(pk=pseudo.home.pk))
    factories.news_page(pseudo.news, slug="meeting", title="Meeting in Lviv", body=body)
    network = factories.network_page(pseudo.networks, slug="ukraine", title="Ukraine")
    factories.meeting_page(network, slug="spring", title="Spring")
    factories.add_page(pseudo.home, JoinPage(title="Join", slug="join"))
    factories.add_page(pseudo.home, CooperatePage(title="Cooperate", slug="cooperate"))
    paths = (
        "",
        "news/",
        "news/?q=Lviv",
        "news/meeting/",
        "networks/",
        "networks/ukraine/",
        "networks/ukraine/spring/",
        "authorities/",
        "terminology/",
        "join/",
        "cooperate/",
    )

    found = {path: strange_words(client, f"/{PSEUDO}/{path}") for path in paths}
    found["missing/"] = strange_words(client, f"/{PSEUDO}/missing/", status=404)

    assert {path: words for path, words in found.items() if words} == {}


def test_our_screens_of_the_admin_say_nothing_that_is_not_in_the_catalogues(
    pseudo: factories.Tree, client: Client
) -> None:
    article = factories.news_page(pseudo.news, slug="meeting", title="Meeting in Lviv")
    user = get_user_model().objects.create_superuser("Home")
    client.force_login(user)
    translation = submit(article, Locale.objects.get(language_code=PSEUDO))
    # Somebody opened it in English before: its words are not kept.
    client.get(reverse("concepts:add"), headers={"accept-language": "en"})
    UserProfile.objects.create(user=user, preferred_language=PSEUDO)
    paths = [
        reverse("cms_translation_editor", args=[translation.pk]),
        reverse("cms_translation_state"),
        reverse("cms_translation_roles"),
        reverse("cms_translation_role", args=[PSEUDO]),
        reverse("cms_translation_exchange"),
        reverse("concepts:index"),
        reverse("concepts:add"),
        reverse("cms_links_report"),
        reverse("cms_expired_images_report"),
    ]

    found = {path: strange_words(client, path) for path in paths}

    assert {path: words for path, words in found.items() if words} == {}
