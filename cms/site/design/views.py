"""The design page, and the error pages as readers meet them; for whoever changes the design."""

from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.languages import Language, current_language
from cms.site.design import components
from cms.site.design.blocks import Media, shown_blocks
from cms.site.design.samples import DEFAULT, LONG_WORDS, RIGHT_TO_LEFT, SAMPLES, Sample
from cms.site.design.sections import shown_sections
from cms.site.design.states import shown_states
from cms.site.design.tokens import MARKS, TEXT, pairs, read_tokens
from cms.view_languages import same_address_in_other_languages
from network.directory.forms import DirectoryForm

ERRORS = {403: "403.html", 404: "404.html", 500: "500.html"}


def require_design_page() -> None:
    """Raise Http404 where the site does not show its design: in production."""
    if not settings.CMS_DESIGN_PAGE:
        raise Http404


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Tokens, blocks and components; with `?dir=rtl` as in a language written to the left."""
    require_design_page()
    is_rtl = request.GET.get("dir") == "rtl"
    language = current_language()
    sample = SAMPLES[RIGHT_TO_LEFT] if is_rtl else SAMPLES.get(language.code, SAMPLES[DEFAULT])
    context = {
        **same_address_in_other_languages(request),
        "title": _("Design"),
        "head": SimpleNamespace(
            title=_("Design"),
            introduction=_(
                "Every token, block and component of the public pages. "
                "A public site does not have this page."
            ),
        ),
        "robots": "noindex",
        "is_rtl": is_rtl,
        "tokens": read_tokens(),
        "text_pairs": pairs(TEXT),
        "mark_pairs": pairs(MARKS),
        **shown(sample, language.code, request),
    }
    if is_rtl:
        context["page_language"] = Language(language.code, language.name, "rtl")
    return render(request, "cms/design/design.html", context)


def shown(sample: Sample, language: str, request: HttpRequest) -> dict[str, Any]:
    """What the template fills blocks and components with."""
    image = get_image_model().objects.first()
    document = get_document_model().objects.first()
    media = Media(image.pk if image else None, document.pk if document else None)
    return {
        "sample": sample,
        "samples": SAMPLES.values(),
        "long_words": LONG_WORDS,
        "blocks": shown_blocks(sample, media, {"request": request, "page": None}),
        "shown_page": components.page(sample),
        "articles": components.articles(sample, image),
        "networks": components.networks(sample),
        "meetings": components.meetings(sample),
        "entries": components.entries(sample),
        "names": components.names(sample),
        **shown_sections(sample),
        **shown_states(sample),
        "organisation": components.organisation(sample),
        "list_page": components.list_page(),
        "sample_form": components.form_with_errors(),
        "directory_form": DirectoryForm(QueryDict("year=1"), language),
        "errors": ERRORS,
    }


@require_safe
def error(request: HttpRequest, status: int) -> HttpResponse:
    """The page that readers meet with this status."""
    require_design_page()
    if status not in ERRORS:
        raise Http404
    return render(request, ERRORS[status], status=status)
