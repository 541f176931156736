"""How wagtail-localize treats fields that are neither translated nor kept equal."""

from wagtail_localize.fields import BaseTranslatableField


class PerLanguageField(BaseTranslatableField):
    """A field that each language keeps for itself: no segment, no synchronisation."""
