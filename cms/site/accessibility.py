"""The accessibility statement: how far everybody can use the site, and whom to tell where not.

After the model of Commission Implementing Decision (EU) 2018/1523. What it says of the software is
the software's to say, in the catalogues of all languages; whom to write to stands in the profile.
"""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cms.languages import current_language
from cms.view_languages import require_site, same_address_in_other_languages

LEAD = gettext_lazy(
    "Everybody should be able to read and use this website: with eyes, ears or fingers, with a"
    " mouse, a keyboard or a voice, on a telephone or a large screen."
)
# The last review that the statement rests on; whoever does the next one changes text and day.
REVIEWED_ON = datetime.date(2026, 11, 22)


@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """The statement in the active language."""
    require_site(request)
    context = {
        "title": _("Accessibility statement"),
        "breadcrumbs": [{"url": f"/{current_language().code}/"}],
        "lead": LEAD,
        "reviewed_on": REVIEWED_ON,
        **same_address_in_other_languages(request),
    }
    return render(request, "cms/accessibility_statement.html", context)
