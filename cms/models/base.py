"""What all page types share. Each mixin carries its own field, panels and search fields."""

from html import unescape
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.blocks import BodyBlock
from cms.bodies import prepare_streams
from cms.forms import BasePageForm
from cms.page_languages import PageLanguages, is_alias_of_other_language, text_language_code
from cms.previews import external_preview
from cms.privacy import restrictions_over
from cms.reserved_slugs import refuse_reserved
from cms.share_images import ShareImage
from cms.slugs import fill_slug
from cms.structured_data import Node
from cms.translatable_fields import PerLanguageField


class BasePage(Page):
    """Abstract page of the site: knows its language, its fallback and its place."""

    awaiting_review = models.BooleanField(
        _("unofficial translation, awaiting review"),
        default=False,
        help_text=_("Readers are told that this text was not checked yet"),
    )

    settings_panels: ClassVar[list[Any]] = [*Page.settings_panels, FieldPanel("awaiting_review")]

    base_form_class = BasePageForm

    # The address of a section is the same in all languages, so that it can be told on the phone.
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("slug", overridable=False),
        PerLanguageField("awaiting_review"),
    ]

    # What publishing one version gives to all others: no translation is out of date by it.
    carried_fields: ClassVar[frozenset[str]] = frozenset()

    # Whether it stands in for a text of its own language that is not published (`cms.stand_ins`).
    has_unpublished_text = False

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        fill_slug(self)
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        fill_slug(self)
        super().minimal_clean()

    def clean(self) -> None:
        super().clean()
        if self.path:
            refuse_reserved(self.get_parent(), self.slug)

    @property
    def is_fallback(self) -> bool:
        """Whether this page shows the text of another language, for want of a translation."""
        return is_alias_of_other_language(self)

    @property
    def language_code(self) -> str:
        """The language of the text that this page shows."""
        return text_language_code(self)

    @property
    def breadcrumbs(self) -> list[dict[str, str]]:
        """The pages above this one, home first; none in a preview, which has no address."""
        return [
            {"title": page.title, "url": page.url, "language_code": text_language_code(page)}
            for page in getattr(self, "resolved_ancestors", [])
            if page.live and page.url
        ]

    def update_aliases(self, **kwargs: Any) -> None:
        """Bring the text to the aliases, unless it waits for its day: Wagtail would publish it.

        An alias that has aliases itself is not asked: Wagtail has published it just before.
        """
        if self.live or self.alias_of_id:
            super().update_aliases(**kwargs)

    def get_view_restrictions(self) -> models.QuerySet:
        """As Wagtail's, and for an alias also those above the page that it stands for.

        Without a query where the resolver has looked already.
        """
        resolved = getattr(self, "resolved_restrictions", None)
        if resolved is not None:
            return resolved
        return super().get_view_restrictions() | restrictions_over(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update(PageLanguages(self, request).as_context())
        streams = [getattr(self, name) for name in self.get_streamfield_names()]
        prepare_streams(streams, self.get_images())
        context["share_image"] = self.get_share_image(request)
        url = context["canonical_url"]
        context["structured_data"] = self.get_structured_data(request, url) if url else []
        return context

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """In the external front end of the site, where there is one; else as Wagtail's."""
        external = external_preview(self, request.user)
        return external or super().serve_preview(request, mode_name)

    @property
    def meta_description(self) -> str:
        """What search engines show under the title; empty where the page says nothing."""
        return self.search_description or first_words(self)

    def get_share_image(self, request: HttpRequest) -> ShareImage | None:
        """The picture by which the page is shared; None for that of the site."""
        return None

    def get_structured_data(self, request: HttpRequest, url: str) -> list[Node]:
        """What the page is about, by schema.org; `url` is its canonical address."""
        return []

    def get_images(self) -> list[AbstractImage]:
        """Pictures of the page beside those in its body."""
        return []


# Fields in which pages say in a sentence or two what they are about.
LEADING_FIELDS = ("summary", "introduction", "lead")


def first_words(page: Page) -> str:
    """The sentences that lead a page, else its first paragraph, in plain words; may be empty."""
    leading = next((text for name in LEADING_FIELDS if (text := getattr(page, name, ""))), "")
    if leading:
        return leading
    body = getattr(page, "body", None)
    # As it is stored: a passage rendered in the head would be kept without its links to the terms
    # that the page lists below its body.
    stored = body.raw_data if body else ()
    html = next((item["value"] for item in stored if item["type"] == "paragraph"), "")
    return " ".join(unescape(strip_tags(html.replace("</p>", " "))).split())


class IntroductionMixin(models.Model):
    """A sentence or two that say what a page is about."""

    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("One or two sentences, shown under the title")
    )

    introduction_panels: ClassVar[list[Any]] = [FieldPanel("introduction")]
    introduction_search_fields: ClassVar[list[Any]] = [index.SearchField("introduction")]

    class Meta:
        abstract = True


class BodyMixin(models.Model):
    """A body of blocks."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    body_panels: ClassVar[list[Any]] = [FieldPanel("body")]
    body_search_fields: ClassVar[list[Any]] = [index.SearchField("body")]

    class Meta:
        abstract = True


class OrganisationMixin(models.Model):
    """An organisation that a page closes with, read in the reader's language."""

    organisation = models.ForeignKey(
        "cms.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown in a box after the text"),
    )

    organisation_panels: ClassVar[list[Any]] = [FieldPanel("organisation")]
    organisation_translatable_fields: ClassVar[list[Any]] = [
        # One choice for all languages: the text of the organisation is found by language when read.
        SynchronizedField("organisation", overridable=False)
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        language = self.locale.language_code  # type: ignore[attr-defined]
        context["organisation"] = self.organisation and self.organisation.published_in(language)
        return context
