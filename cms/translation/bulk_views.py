"""What is done with ticked texts of the table: begin translations, publish together."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import Translation

from cms.roles import TRANSLATE
from cms.translation.completeness import language_name
from cms.translation.guards import RightfulCreator
from cms.translation.publishing import Candidate, NotPublished, candidates_of, publish_together
from cms.translation.rights import may_read, may_translate
from cms.translation.selection import parse_keys, texts_of


class SelectionMixin(WagtailAdminTemplateMixin):
    """A page about the texts whose keys are in the address or in the form."""

    header_icon = "wagtail-localize-language"
    _show_breadcrumbs = True
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not page_permission_policy.user_has_any_permission(request.user, ["change"]):
            raise PermissionDenied
        if not self.texts:
            messages.warning(request, _("Tick texts of the table first."))
            return redirect("cms_translation_state")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def texts(self) -> list[Any]:
        given = self.request.POST if self.request.method == "POST" else self.request.GET
        return texts_of(self.request.user, parse_keys(given.getlist("keys")))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("cms_translation_state"), "label": _("State of translations")},
            {"url": "", "label": self.page_title},
        ]


class Begin(SelectionMixin, TemplateView):
    """Begins translations of many texts into many languages."""

    template_name = "cms/admin/translation/begin.html"
    page_title = gettext_lazy("Begin translations")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(TRANSLATE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def languages(self) -> list[Locale]:
        """Those into which the user may begin a translation of one of the texts at least."""
        user = self.request.user
        return [
            locale
            for locale in Locale.objects.all()
            if any(
                locale.pk != text.locale_id and may_translate(user, text, locale)
                for text in self.texts
                if may_read(user, text)
            )
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "texts": self.texts,
            "languages": self.languages,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = [pk for pk in request.POST.getlist("languages") if pk.isdecimal()]
        locales = [locale for locale in self.languages if str(locale.pk) in chosen]
        if not locales:
            messages.error(request, _("Choose a language."))
            return self.render_to_response(self.get_context_data())
        before = self.count_begun()
        with transaction.atomic():
            creator = RightfulCreator(request.user, locales)
            for text in self.texts:
                creator.create_translations(text)
        begun = self.count_begun() - before
        messages.success(
            request,
            ngettext("%d translation was begun.", "%d translations were begun.", begun) % begun,
        )
        return redirect("cms_translation_state")

    def count_begun(self) -> int:
        return Translation.objects.filter(
            enabled=True, source__object_id__in=[text.translation_key for text in self.texts]
        ).count()


class PublishTogether(SelectionMixin, TemplateView):
    """Publishes originals and chosen translations, all of them or none."""

    template_name = "cms/admin/translation/publish.html"
    page_title = gettext_lazy("Publish together")
    refusals: list[str] = []

    @cached_property
    def candidates(self) -> list[tuple[Any, list[Candidate]]]:
        return list(zip(self.texts, candidates_of(self.texts, self.request.user), strict=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ticked = set(self.request.POST.getlist("versions"))
        rows = [
            {
                "text": text,
                "versions": [
                    {
                        "candidate": candidate,
                        "name": capfirst(language_name(candidate.locale)),
                        "value": value_of(text, candidate),
                        "is_ticked": candidate.can_publish
                        and (not ticked or value_of(text, candidate) in ticked),
                    }
                    for candidate in candidates
                ],
            }
            for text, candidates in self.candidates
        ]
        return super().get_context_data(**kwargs) | {
            "rows": rows,
            "refusals": self.refusals,
            "may_publish": any(
                candidate.can_publish
                for _text, candidates in self.candidates
                for candidate in candidates
            ),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = self.chosen()
        if not chosen:
            messages.error(request, _("Nothing is chosen."))
            return self.render_to_response(self.get_context_data())
        try:
            published = publish_together(chosen, request.user)
        except NotPublished as error:
            self.refusals = error.reasons
            return self.render_to_response(self.get_context_data(), status=409)
        number = len(published)
        messages.success(
            request,
            ngettext("%d version was published.", "%d versions were published.", number) % number,
        )
        return redirect("cms_translation_state")

    def chosen(self) -> list[tuple[Any, list[Locale]]]:
        """Each text with the languages that are ticked, whether they can be published or not."""
        ticked = set(self.request.POST.getlist("versions"))
        chosen: dict[int, list[Locale]] = defaultdict(list)
        for number, (text, candidates) in enumerate(self.candidates):
            for candidate in candidates:
                if value_of(text, candidate) in ticked:
                    chosen[number].append(candidate.locale)
        return [(self.texts[number], locales) for number, locales in chosen.items()]


def value_of(text: Any, candidate: Candidate) -> str:
    """How the form names a version."""
    return f"{text.translation_key}:{candidate.locale.pk}"
