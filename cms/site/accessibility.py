"""The accessibility statement: how far everybody can use the site, and whom to tell where not.

After the model of Commission Implementing Decision (EU) 2018/1523. What it says of the software is
the software's to say, in the catalogues of all languages. What its operator has to say of the site
stands in the profile: further shortcomings, the day, whom to tell, the enforcement body.
"""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cms.languages import current_language
from cms.models import AllianceProfile
from cms.resolver import find_site
from cms.site.furniture import get_furniture
from cms.view_languages import require_site, same_address_in_other_languages

LEAD = gettext_lazy(
    "Everybody should be able to read and use this website: with eyes, ears or fingers, with a"
    " mouse, a keyboard or a voice, on a telephone or a large screen."
)
# The last review of the software; whoever does the next one changes text and day.
REVIEWED_ON = datetime.date(2026, 11, 22)


def reviewed_on(profile: AllianceProfile | None) -> datetime.date:
    """The day of the assessment that the operator states in `profile`, else the software's."""
    return (profile and profile.accessibility_reviewed_on) or REVIEWED_ON


@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """The statement in the active language."""
    require_site(request)
    site = find_site(request)
    profile = get_furniture(site, current_language().code).profile if site else None
    context = {
        "title": _("Accessibility statement"),
        "breadcrumbs": [{"url": f"/{current_language().code}/"}],
        "lead": LEAD,
        "reviewed_on": reviewed_on(profile),
        **same_address_in_other_languages(request),
    }
    return render(request, "cms/accessibility_statement.html", context)
