"""The accessibility statement: how far everybody can use the site, and whom to tell where not.

After the model of Commission Implementing Decision (EU) 2018/1523. What it says of the software is
the software's to say, in the catalogues of all languages. What its operator has to say of the site
stands in the profile: further shortcomings, the day, whom to tell, the enforcement body.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.cache import cached
from cms.languages import current_language
from cms.models import AllianceProfile, SiteSettings
from cms.resolver import find_site
from cms.view_languages import require_site, same_address_in_other_languages

LEAD = gettext_lazy(
    "Everybody should be able to read and use this website: with eyes, ears or fingers, with a"
    " mouse, a keyboard or a voice, on a telephone or a large screen."
)
# The last review of the software; whoever does the next one changes text and day.
REVIEWED_ON = datetime.date(2026, 11, 22)


@dataclass(frozen=True)
class Stated:
    """A text of the profile and the language that it is in; empty where nothing is stated."""

    text: str
    language_code: str


@dataclass(frozen=True)
class OwnFacts:
    """What the operator states of the own site, and the day of the last assessment."""

    reviewed_on: datetime.date
    exceptions: Stated
    contact: Stated
    enforcement: Stated


def get_own_facts(site: Site | None, language: str) -> OwnFacts:
    """The facts for readers of `language`, from the cache if nothing has changed."""
    if site is None:
        return facts_of([], language)
    return cached(
        f"accessibility:{site.pk}:{language}",
        lambda: facts_of(profiles_for(site, language), language),
    )


def profiles_for(site: Site, language: str) -> list[AllianceProfile]:
    """The live profile in `language`, and the one that is translated from."""
    settings = SiteSettings.objects.filter(site=site).select_related("profile__locale").first()
    if settings is None or settings.profile is None:
        return []
    first_language = settings.profile.locale.language_code
    found = (settings.profile_in(code) for code in dict.fromkeys([language, first_language]))
    return [profile for profile in found if profile]


def facts_of(profiles: Sequence[AllianceProfile], language: str) -> OwnFacts:
    """Each text from the first of `profiles` that has it: what is not translated yet is no less
    true. Without a day of the operator's, that of the software."""

    def stated(name: str) -> Stated:
        texts = (
            Stated(text, profile.locale.language_code)
            for profile in profiles
            if (text := getattr(profile, name).strip())
        )
        return next(texts, Stated("", language))

    days = [profile.accessibility_reviewed_on for profile in profiles]
    return OwnFacts(
        reviewed_on=max(filter(None, days), default=REVIEWED_ON),
        exceptions=stated("accessibility_exceptions"),
        contact=stated("accessibility_contact"),
        enforcement=stated("accessibility_enforcement"),
    )


@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """The statement in the active language."""
    require_site(request)
    site = find_site(request)
    context = {
        "title": _("Accessibility statement"),
        "breadcrumbs": [{"url": f"/{current_language().code}/"}],
        "lead": LEAD,
        "facts": get_own_facts(site, current_language().code),
        **same_address_in_other_languages(request),
    }
    return render(request, "cms/accessibility_statement.html", context)
