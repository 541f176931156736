"""Drafts the article that announces a new participant: "X becomes the Nth participant".

The draft holds facts of the register only, in the language that the news are written in first. It
is ready to be edited, and goes live when somebody publishes it. In languages whose catalogue has
the sentences its translation is begun with them, as suggestions that a translator confirms.
"""

import uuid
from html import escape
from typing import Any

from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from cms.countries import cldr_locale, country_name
from cms.dates import long_date
from cms.languages import PARTIAL_INTERFACES
from cms.slugs import make_slug
from cms.translation.aliases import ensure_aliases, lock
from cms.translation.strings import translate
from network.models import AuthorityArticle, JoinPage, Participation
from news.models import NewsIndexPage, NewsPage, Topic
from news.models.pages import NewsPageCountry

# The topic that announcements are filed under, where the site has it.
TOPIC = "participants"
TITLE_LENGTH = 255
# Translators: “131st” in English and the like in French; elsewhere the bare number, to which the
# sentence adds what belongs to it
TITLE = gettext_noop("%(name)s becomes the %(ordinal)s participant of the Alliance")
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
    for locale in Locale.objects.exclude(pk=index.locale_id):
        if has_words(locale.language_code):
            suggest_translation(page, locale, participation, by=by)
    AuthorityArticle.objects.create(authority=participation.authority, article=page)
    return page


def has_words(language: str) -> bool:
    """Whether the catalogue of `language` has the sentences, going by the title's."""
    with translation.override(language):
        return language not in PARTIAL_INTERFACES and _(TITLE) != TITLE


def suggest_translation(
    page: NewsPage, locale: Locale, participation: Participation, *, by: Any
) -> None:
    """Begin the translation of the draft with the same facts in another language.

    Its page stays an alias. The texts count as a machine's until a person confirms them.
    """
    language = locale.language_code
    with translation.override(language):
        example = NewsPage(locale=locale, **texts(participation, language))
    example.slug = make_slug(example.title, language)
    translate(page, locale, example, user=by, publish=False)
    StringTranslation.objects.filter(locale=locale, context__object_id=page.translation_key).update(
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE
    )


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
    joined = one_stop(_("%(name)s (%(country)s) joined the Alliance on %(date)s.") % facts)
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


def one_stop(sentence: str) -> str:
    """`sentence` with one full stop, where a date before it has one already, as in «2026 р.»."""
    return f"{sentence.rstrip('.')}." if sentence.endswith("..") else sentence


def title_of(facts: dict[str, Any]) -> str:
    """The title in the active language, from the name and the ordinal."""
    return _(TITLE) % facts


def invitation(language: str) -> list[dict[str, Any]]:
    """A paragraph that leads to the page on joining, where one is published.

    The link is the same in all languages; readers are led to the page in theirs.
    """
    page = JoinPage.objects.live().filter(alias_of=None).order_by("path").first()
    if page is None:
        return []
    versions = page.get_translations(inclusive=True).live()
    title = (versions.filter(locale__language_code=language).first() or page).title
    link = f'<a linktype="page" id="{page.pk}">{escape(title)}</a>'
    question = escape(_("Would your authority like to follow?"))
    # Translators: %(link)s is the title of a page
    answer = escape(_("This page says how: %(link)s")) % {"link": link}
    return [paragraph(f"{question} {answer}")]


def paragraph(html: str) -> dict[str, Any]:
    """A block of the body with these words."""
    return {"type": "paragraph", "value": f"<p>{html}</p>", "id": str(uuid.uuid4())}
