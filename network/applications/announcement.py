"""Drafts the article that announces a new participant: "X becomes the Nth participant".

The draft holds facts of the register only, in the language that the news are written in first. It
is ready to be edited and translated, and goes live when somebody publishes it.
"""

import uuid
from html import escape
from typing import Any

from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug

from cms.countries import cldr_locale, country_name
from cms.dates import long_date
from cms.slugs import make_slug
from cms.translation.aliases import ensure_aliases, lock
from network.models import AuthorityArticle, JoinPage, Participation
from news.models import NewsIndexPage, NewsPage, Topic
from news.models.pages import NewsPageCountry

# The topic that announcements are filed under, where the site has it.
TOPIC = "participants"
TITLE_LENGTH = 255
# What follows a number by the ordinal rules of CLDR; elsewhere the sentence has it, or nothing.
ORDINAL_SUFFIXES = {
    "en": {"one": "st", "two": "nd", "few": "rd", "other": "th"},
    "fr": {"one": "er", "other": "e"},
}


def ordinal(number: int, language: str) -> str:
    """The number as an ordinal in `language`, such as «131st» or «131e»; else in figures only."""
    form = cldr_locale(language).ordinal_form(number)
    return f"{number}{ORDINAL_SUFFIXES.get(language, {}).get(form, '')}"


def draft_announcement(participation: Participation, *, by: Any) -> NewsPage | None:
    """Write the draft below the news index, with its aliases in the other languages.

    Call it in the transaction that makes the participation. Returns None where the site has no
    news index to put it in.
    """
    index = NewsIndexPage.objects.filter(alias_of=None).order_by("path").first()
    if index is None:
        return None
    lock(index)
    index.refresh_from_db()
    language = index.locale.language_code
    with translation.override(language):
        page = NewsPage(live=False, has_unpublished_changes=True, **texts(participation, language))
    page.slug = find_available_slug(index, make_slug(page.title, language) or "participant")
    page.owner = by
    page.countries.add(NewsPageCountry(country=participation.authority.country))
    page.topics.add(*Topic.objects.filter(slug=TOPIC))
    index.add_child(instance=page)
    page.save_revision(user=by)
    ensure_aliases(page)
    AuthorityArticle.objects.create(authority=participation.authority, article=page)
    return page


def texts(participation: Participation, language: str) -> dict[str, Any]:
    """Title, summary and body in `language`, which has to be active."""
    authority = participation.authority
    joined_on = participation.joined_on or timezone.localdate()
    facts = {
        "name": authority.name_in(language),
        "ordinal": ordinal(participation.number, language),
        "country": country_name(authority.country, language),
        "date": long_date(joined_on, language),
        "count": Participation.objects.counter().participants,
    }
    joined = _("%(name)s (%(country)s) joined the Alliance on %(date)s.") % facts
    number = _("The number of participants is now %(count)s.") % facts
    return {
        "title": Truncator(title_of(facts)).chars(TITLE_LENGTH),
        "summary": joined,
        "date": joined_on,
        "body": [
            paragraph(escape(f"{joined} {number}")),
            *invitation(language),
        ],
    }


def title_of(facts: dict[str, Any]) -> str:
    # Translators: “131st” in English and the like in French; elsewhere the bare number, to which
    # the sentence adds what belongs to it
    return _("%(name)s becomes the %(ordinal)s participant of the Alliance") % facts


def invitation(language: str) -> list[dict[str, Any]]:
    """A paragraph that leads to the page on joining, where there is one."""
    page = JoinPage.objects.filter(locale__language_code=language).order_by("path").first()
    if page is None:
        return []
    link = f'<a linktype="page" id="{page.pk}">{escape(page.title)}</a>'
    question = escape(_("Would your authority like to follow?"))
    # Translators: %(link)s is the title of a page
    answer = escape(_("This page says how: %(link)s")) % {"link": link}
    return [paragraph(f"{question} {answer}")]


def paragraph(html: str) -> dict[str, Any]:
    """A block of the body with these words."""
    return {"type": "paragraph", "value": f"<p>{html}</p>", "id": str(uuid.uuid4())}
