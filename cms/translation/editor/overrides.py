"""Pictures, files and links of the source that a language may replace by its own."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.widgets import AdminPageChooser, BaseChooser
from wagtail.documents.models import AbstractDocument
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.models import AbstractImage
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation

from cms.link_schemes import REFUSAL, is_allowed
from cms.translation.labels import leaf_of, place_of
from cms.translation.segments import digest_of, model_of
from cms.translation.targets import holds_links

VALUE, VALUE_BASED_ON = "value-", "value-based-on-"
GONE = _("What was chosen is not there any more. Please choose again.")
OVERTAKEN = _("Somebody else has replaced this meanwhile. Please look at it, and save again.")
THUMBNAIL = "max-165x165"
CHOOSERS: dict[type[models.Model], type[BaseChooser]] = {
    AbstractImage: AdminImageChooser,
    AbstractDocument: AdminDocumentChooser,
    Page: AdminPageChooser,
}


@dataclass
class Override:
    """A value of the source, and this language's own, None for none.

    Values are addresses or texts, or keys of `model`; `original` and `own` are what they stand for.
    """

    pk: int
    path: str
    order: int
    label: str
    source_value: Any
    value: Any
    error: str
    context_id: int
    model: type[models.Model] | None
    original: Any = None
    own: Any = None

    @property
    def digest(self) -> str:
        return digest_of_value(self.value)

    @property
    def is_image(self) -> bool:
        return self.model is not None and issubclass(self.model, AbstractImage)

    @property
    def chooser(self) -> BaseChooser | None:
        """The widget to choose this language's own with; an address is typed."""
        for base, widget in CHOOSERS.items():
            if self.model is not None and issubclass(self.model, base):
                return widget(target_models=[self.model]) if base is Page else widget()
        return None

    @property
    def is_typed(self) -> bool:
        return self.model is None


def digest_of_value(value: Any) -> str:
    return "" if value is None else digest_of(json.dumps(value))


def read_overrides(translation: Translation) -> list[Override]:
    """What may be replaced, in the order of the source. Two queries, and one for each model.

    Facts, such as the authority that a row is about, are the same in all languages: no chooser.
    """
    model = model_of(translation.source)
    own = {
        override.context_id: override
        for override in SegmentOverride.objects.filter(
            context__object_id=translation.source.object_id, locale=translation.target_locale
        ).select_related("context")
    }
    rows = OverridableSegment.objects.filter(source=translation.source).select_related("context")
    overrides = [to_override(model, row, own.get(row.context_id)) for row in rows.order_by("order")]
    overrides = [override for override in overrides if override.is_typed or override.chooser]
    fetch_objects(overrides)
    return overrides


def to_override(
    model: type[models.Model], row: OverridableSegment, own: SegmentOverride | None
) -> Override:
    field_path, path = row.context.field_path, row.context.path
    return Override(
        pk=row.pk,
        path=path,
        order=row.order,
        label=place_of(model, field_path, path).label,
        source_value=row.data,
        value=own.data if own else None,
        error=(own.get_error() or "") if own else "",
        context_id=row.context_id,
        model=model_chosen_at(model, field_path) if isinstance(row.data, int) else None,
    )


def model_chosen_at(model: type[models.Model], field_path: str) -> type[models.Model]:
    leaf = leaf_of(model, field_path)
    return leaf.model_class if isinstance(leaf, blocks.ChooserBlock) else leaf.related_model


def fetch_objects(overrides: Iterable[Override]) -> None:
    """Put the objects beside their keys: one query a model, and one for thumbnails."""
    by_model: dict[type[models.Model], list[Override]] = defaultdict(list)
    for override in overrides:
        if override.model is not None:
            by_model[override.model].append(override)
    for model, rows in by_model.items():
        keys = {key for row in rows for key in (row.source_value, row.value)}
        objects: Any = model._default_manager.filter(pk__in=keys - {None})
        if issubclass(model, AbstractImage):
            objects = objects.prefetch_renditions(THUMBNAIL)
        found = {instance.pk: instance for instance in objects}
        for row in rows:
            row.original, row.own = found.get(row.source_value), found.get(row.value)


def save_overrides(
    translation: Translation, overrides: Iterable[Override], form: QueryDict, user: Any
) -> dict[int, list[str]]:
    """Store what the form says of each; an empty field takes the source's value again.

    Returns the errors by key of the override: who did not see the present value changes none.
    """
    errors: dict[int, list[str]] = {}
    for override in overrides:
        typed = form.get(f"{VALUE}{override.pk}")
        if typed is None:
            continue
        try:
            value = to_value(translation, override, str(typed).strip())
            based_on = form.get(f"{VALUE_BASED_ON}{override.pk}", "")
            if digest_of_value(value) not in (based_on, override.digest):
                if based_on != override.digest:
                    raise ValidationError(OVERTAKEN)
                store(translation, override, value, user)
        except ValidationError as error:
            errors[override.pk] = error.messages
    return errors


def to_value(translation: Translation, override: Override, typed: str) -> Any:
    """What is stored for a typed text or chosen key; None for the value of the source."""
    if not typed or typed == str(override.source_value):
        return None
    if override.model is None:
        is_link = holds_links(model_of(translation.source), override.path)
        if is_link and not is_allowed(typed):
            raise ValidationError(REFUSAL % {"address": typed})
        return typed
    chosen = override.model._default_manager.filter(pk=typed).first() if typed.isdigit() else None
    if chosen is None:
        raise ValidationError(GONE)
    return chosen.pk


@transaction.atomic
def store(translation: Translation, override: Override, value: Any, user: Any) -> None:
    place = {"context_id": override.context_id, "locale": translation.target_locale}
    if value is None:
        SegmentOverride.objects.filter(**place).delete()
    else:
        SegmentOverride.objects.update_or_create(
            **place,
            defaults={
                "data_json": json.dumps(value),
                "last_translated_by": user,
                "has_error": False,
                "field_error": "",
            },
        )
