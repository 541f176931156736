"""The translation editor's page: a form with the texts shown, which is saved as a whole.

Its script saves text by text (`cms.translation.editor.autosave`); the page does not need it.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation

from cms.translation.completeness import language_name
from cms.translation.editor import comments, header
from cms.translation.editor import review as reviewing
from cms.translation.editor.access import access_to, begun_translations
from cms.translation.editor.checks import Checker
from cms.translation.editor.hints import choosers_media, filter_for, first_open, words
from cms.translation.editor.keeping import KEEP, keep_words
from cms.translation.editor.overrides import read_overrides, save_overrides
from cms.translation.editor.rows import (
    FILTERS,
    OverrideRow,
    Row,
    add_matches,
    comments_by_place,
    count_filters,
    is_shown,
    progress,
)
from cms.translation.editor.saving import Outcomes, save_form
from cms.translation.editor.slugs import read_slug
from cms.translation.replaced import replaced_by_place
from cms.translation.segments import Segment, read_segments
from cms.translation.suggestions import TranslatorFailed, suggest, translator_for

ON_ONE_PAGE = 100


def edit_translation(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """The translation editor, if `instance` (a page, alias or snippet) is being translated."""
    translation = (
        begun_translations()
        .filter(
            source__object_id=instance.translation_key,
            target_locale_id=instance.locale_id,
            enabled=True,
        )
        .first()
    )
    if translation is None:
        return None
    return Editor(request, translation, instance).respond()


def open_editor(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The editor at an address of its own, for those too who may only read."""
    translation = get_object_or_404(begun_translations(), pk=translation_id, enabled=True)
    return Editor(request, translation, translation.get_target_instance()).respond()


class Editor:
    """One request for the editor of one translation."""

    def __init__(self, request: HttpRequest, translation: Translation, target: Any) -> None:
        self.request = request
        self.user: Any = request.user
        self.translation = translation
        self.target = target
        self.access = access_to(translation, target, self.user)
        self.outcomes = Outcomes()
        self.override_errors: dict[int, list[str]] = {}
        self.slug = read_slug(translation, target)

    def respond(self) -> HttpResponse:
        if self.request.method != "POST":
            return self.show()
        comments.save(self.request, self.translation, self.segments)
        if self.request.POST.get("action") == reviewing.WITHDRAW:
            return self.take_back()
        if not self.access.can_edit:
            return self.done()
        self.save()
        action = self.request.POST.get("action", "save")
        if not self.is_saved:
            messages.error(self.request, _("Not everything was saved. Please look below."))
            return self.show()
        return self.act(action)

    def act(self, action: str) -> HttpResponse:
        """Do what the button says beyond saving."""
        if KEEP in self.request.POST:
            self.keep()
        elif action == "publish":
            return self.publish()
        elif action in reviewing.ACTIONS:
            return self.act_on_review(action)
        elif action == "suggest":
            self.suggest()
        elif self.outcomes.saved:
            messages.success(
                self.request,
                ngettext("%d text was saved.", "%d texts were saved.", self.outcomes.saved)
                % self.outcomes.saved,
            )
        return self.done()

    def done(self) -> HttpResponse:
        return redirect(self.request.get_full_path())

    @cached_property
    def segments(self) -> list[Segment]:
        return read_segments(self.translation.source, self.translation.target_locale)

    @property
    def is_saved(self) -> bool:
        return self.outcomes.are_complete and not self.override_errors and not self.slug.errors

    def save(self) -> None:
        """Store what was typed. What cannot be stays in the form."""
        form = self.request.POST
        self.outcomes = save_form(self.translation, self.segments, form, self.user)
        overrides = read_overrides(self.translation)
        self.override_errors = save_overrides(self.translation, overrides, form, self.user)
        self.slug.save(form)
        del self.segments

    @cached_property
    def review(self) -> reviewing.Review:
        return reviewing.review_of(self.translation, self.target, self.access, self.user)

    def act_on_review(self, action: str) -> HttpResponse:
        """Hand in, approve or send back what the editor shows; a reviewer goes on to the next."""
        if action == "submit" and not self.review.can_submit:
            raise PermissionDenied
        form = self.request.POST
        try:
            told = reviewing.act(
                self.translation,
                self.target,
                action,
                form.get("review-comment", ""),
                self.user,
                alone="stands-alone" in form,
            )
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return redirect(f"{self.request.path}?show={filter_for(error)}")
        messages.success(self.request, told)
        return self.done() if action == "submit" else redirect("wagtailadmin_home")

    def take_back(self) -> HttpResponse:
        try:
            told = reviewing.take_back(self.translation, self.target, self.user)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
        else:
            messages.success(self.request, told)
        return self.done()

    def publish(self) -> HttpResponse:
        """Publish what the editor shows, say what became of it, lead to what stands in the way."""
        if not self.access.can_publish:
            raise PermissionDenied
        self.forget_refusals()
        try:
            self.translation.save_target(user=self.user, publish=True)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return redirect(f"{self.request.path}?show={filter_for(error)}")
        else:
            messages.success(
                self.request,
                _("“%(title)s” was published in %(language)s.")
                % {
                    "title": str(self.translation.get_target_instance()),
                    "language": language_name(self.translation.target_locale),
                },
            )
        return self.done()

    def keep(self) -> None:
        """Let discouraged words pass, which are a quotation or what people call themselves."""
        try:
            words = keep_words(self.translation, self.segments, self.request.POST, self.user)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
        else:
            messages.success(self.request, _("“%(words)s” is kept.") % {"words": words})

    def forget_refusals(self) -> None:
        """What was refused the last time is judged anew: terms and exemptions may have changed."""
        for model in (StringTranslation, SegmentOverride):
            model.objects.filter(
                context__object_id=self.translation.source.object_id,
                locale=self.translation.target_locale,
            ).exclude(field_error="").update(has_error=False, field_error="")

    def suggest(self) -> None:
        """Have the machine translate what nobody has."""
        source, locale = self.translation.source, self.translation.target_locale
        translator = translator_for(source, locale)
        if translator is None:
            return
        try:
            outcome = suggest(translator, source, locale, self.segments, self.user)
        except TranslatorFailed:
            messages.error(
                self.request, _("%(name)s did not answer.") % {"name": translator.display_name}
            )
            return
        messages.success(
            self.request,
            ngettext("%d text was suggested.", "%d texts were suggested.", outcome.stored)
            % outcome.stored,
        )
        if outcome.refused:
            messages.warning(
                self.request,
                ngettext(
                    "For %d text there is no usable suggestion.",
                    "For %d texts there is no usable suggestion.",
                    outcome.refused,
                )
                % outcome.refused,
            )

    @cached_property
    def rows(self) -> list[Row]:
        checks = Checker(self.translation, self.target).check_all(self.segments)
        noted = comments_by_place(self.translation)
        replaced = replaced_by_place(self.translation)
        return [
            Row(
                segment,
                checks[segment.unit_id],
                [
                    *noted.get(segment.previous_key, []),
                    *noted.get((segment.context_id, segment.string_id), []),
                ],
                outcome=self.outcomes.by_unit.get(segment.unit_id),
                replaced=replaced.get((segment.context_id, segment.string_id), []),
            )
            for segment in self.segments
        ]

    @property
    def filter_name(self) -> str:
        name = self.request.GET.get("show", "all")
        return name if name in FILTERS else "all"

    def shown(self) -> PaginatorPage:
        """The rows of this page of the form: texts by filter, and among all of them the values."""
        rows: list[Any] = [row for row in self.rows if is_shown(row, self.filter_name)]
        if self.filter_name == "all":
            overrides = read_overrides(self.translation)
            rows += [
                OverrideRow(override, self.override_errors.get(override.pk, []))
                for override in overrides
            ]
            rows.sort(key=lambda row: getattr(row, row.kind).order)
        page = Paginator(rows, ON_ONE_PAGE).get_page(self.request.GET.get("p"))
        add_matches([row for row in page if row.kind == "segment"], self.translation)
        return page

    def show(self) -> HttpResponse:
        page = self.shown()
        context = {
            **progress(self.segments),
            **header.context(self.request, self.translation, self.target),
            "translation": self.translation,
            "source_locale": self.translation.source.locale,
            "target_locale": self.translation.target_locale,
            "target_language": language_name(self.translation.target_locale),
            "access": self.access,
            "review": self.review,
            "page_of_rows": page,
            "filters": count_filters(self.rows, self.filter_name),
            "filter_name": self.filter_name,
            "slug": self.slug,
            "homeless": self.outcomes.homeless,
            "translator": self.access.can_edit
            and translator_for(self.translation.source, self.translation.target_locale),
            "first_open": first_open(page),
            "can_stop": self.access.can_edit and not getattr(self.target, "alias_of_id", None),
            "words": words(),
        }
        context["media"] = context["media"] + choosers_media(page)
        return TemplateResponse(self.request, "cms/admin/translation/editor.html", context)
