"""What a browser needs to offer this site's search in its address line (OpenSearch 1.1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.languages import current_language
from cms.resolver import find_site
from cms.site.furniture import get_furniture
from cms.view_languages import require_site

CONTENT_TYPE = "application/opensearchdescription+xml; charset=utf-8"
# The specification allows no longer name.
SHORT_NAME = 16


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The description of the search in the active language."""
    require_site(request)
    site, language = find_site(request), current_language()
    name = get_furniture(site, language.code).site_name if site else ""
    context = {
        "short_name": Truncator(name).chars(SHORT_NAME),
        "description": _("Search in everything that is published: %(site)s") % {"site": name},
        "language": language.code,
        "icon": request.build_absolute_uri(static("cms/img/favicon.png")),
        "search": request.build_absolute_uri(reverse("search")),
        "here": request.build_absolute_uri(),
    }
    return render(request, "cms/search/opensearch.xml", context, content_type=CONTENT_TYPE)
