"""wagtail-localize's views, where they ask too little or promise too much.

Submitting and updating need the right to edit the version in the language concerned, page by page;
publishing what lacks strings is refused, with the reason.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import apply_machine_translation
from wagtail_localize.views.snippets_api import SnippetViewSet
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
)
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.translation.rights import ANY_ACTION, known_to, may, may_read, may_translate


class KnownSnippets(SnippetViewSet):
    """wagtail-localize's list of snippets, without the drafts of others."""

    def get_queryset(self) -> models.QuerySet:
        return known_to(self.request.user, super().get_queryset())


def read_snippets(request: HttpRequest, **names: str) -> HttpResponse:
    """wagtail-localize's list of snippets, or one of them, for whoever works with their kind."""
    model = get_snippet_model_from_url_params(names["app_label"], names["model_name"])
    policy = policy_registry.get_by_type(model)
    if not policy.user_has_any_permission(request.user, ANY_ACTION):
        raise PermissionDenied
    action = "retrieve" if "pk" in names else "list"
    return KnownSnippets.as_view({"get": action})(request, **names)


class TargetRightsMixin:
    """Offers only the languages whose version of the object the user may edit."""

    def get_form(self) -> Any:
        form = super().get_form()  # type: ignore[misc]
        offered = form.fields["locales"].queryset
        user, source = self.request.user, self.object  # type: ignore[attr-defined]
        form.fields["locales"].queryset = offered.filter(
            pk__in=[locale.pk for locale in offered if may_translate(user, source, locale)]
        )
        return form

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_read(request.user, self.get_object()):  # type: ignore[attr-defined]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class SubmitPage(TargetRightsMixin, SubmitPageTranslationView):
    """Begins translations of a page; asked for an alias, of the page that it shows."""

    def get_object(self) -> Page:
        page = super().get_object()
        return (page.alias_of or page).specific

    def get_form(self) -> Any:
        form = super().get_form()
        if not may(self.request.user, "change", self.object):
            # Below a page may stand drafts that only those who edit it may read.
            form.fields["include_subtree"].disabled = True
            form.fields["include_subtree"].widget = HiddenInput()
        return form


class SubmitSnippet(TargetRightsMixin, SubmitSnippetTranslationView):
    """Begins translations of a snippet."""


class Update(UpdateTranslationsView):
    """Brings the source's changes to its translations, and publishes those that are complete."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        source = self.get_object()
        original = source.get_source_instance()
        is_editor = may(request.user, "change", original)
        if not is_editor and not (may_read(request.user, original) and self.own(source)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def own(self, source: Any) -> list[Translation]:
        """The translations of `source` whose version the user may edit."""
        return [
            translation
            for translation in self.translations(source)
            if may(self.request.user, "change", translation.get_target_instance())
        ]

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        publish = form.cleaned_data["publish_translations"]
        form.cleaned_data["publish_translations"] = False
        suggest = form.cleaned_data.pop("use_machine_translation", False)
        response = super().form_valid(form)
        if suggest:
            self.suggest(self.own(self.object))
        if publish:
            for translation in self.translations(self.object):
                self.publish(translation)
        return response

    @staticmethod
    def translations(source: Any) -> list[Translation]:
        """What is being translated; the version of a snippet may have been deleted since."""
        begun = source.translations.filter(enabled=True).select_related("source", "target_locale")
        original = source.get_source_instance()
        return [
            translation
            for translation in begun
            if original.get_translation_or_none(translation.target_locale) is not None
        ]

    def suggest(self, translations: list[Translation]) -> None:
        """Let the machine translate what is missing, where it knows both languages."""
        translator = get_machine_translator()
        for translation in translations:
            if translator.can_translate(translation.source.locale, translation.target_locale):
                apply_machine_translation(translation.pk, self.request.user, translator)

    def publish(self, translation: Translation) -> None:
        """Publish, if the user may and nothing is missing; else say why not."""
        if not may(self.request.user, "publish", translation.get_target_instance()):
            return
        try:
            translation.save_target(user=self.request.user, publish=True)
        except ValidationError as error:
            messages.warning(self.request, " ".join(error.messages))
