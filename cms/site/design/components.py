"""What lists, boxes and forms are filled with: objects as templates get them, not stored."""

import datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from cms.dates import long_date
from cms.site.design.samples import LONG_WORDS, SAMPLES, Sample
from network.directory.entries import OtherName, Relation

DAY = datetime.date(2026, 10, 5)


class SampleForm(forms.Form):
    """A field of each kind that the public forms have."""

    name = forms.CharField(label=_("Name"), max_length=20)
    email = forms.EmailField(label=_("Email"), help_text=_("We write to this address."))
    country = forms.ChoiceField(
        label=_("Country"), choices=[("", "—"), ("long", LONG_WORDS[0])], required=False
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("one", LONG_WORDS[1]), ("two", "…")],
        widget=forms.RadioSelect,
    )
    message = forms.CharField(label=_("Message"), widget=forms.Textarea(attrs={"rows": 4}))

    use_required_attribute = False

    @property
    def error_links(self) -> list[dict[str, Any]]:
        """Each error with its field, as the summary of a form wants it."""
        return [
            {"field": field, "error": error} for field in self for error in field.errors.as_data()
        ]


def form_with_errors() -> SampleForm:
    """A form that was sent with nothing right in it."""
    return SampleForm(
        {"name": LONG_WORDS[0], "email": "mayor@", "kind": "three"},
        auto_id="sample-%s",
        label_suffix="",
    )


def article(sample: Sample, image: Any, title: str, **changes: Any) -> SimpleNamespace:
    """An article for cards, rows and boxes."""
    return SimpleNamespace(
        **{
            "title": title,
            "url": "#",
            "language_code": sample.language,
            "summary": sample.text,
            "date": DAY,
            "date_display": long_date(DAY),
            "date_iso": DAY.isoformat(),
            "topic_list": [SimpleNamespace(label=sample.declaration)],
            "lead_image": image,
            "first_published_at": None,
            **changes,
        }
    )


def articles(sample: Sample, image: Any) -> list[SimpleNamespace]:
    """Articles short and long, with and without picture, in other languages."""
    return [
        article(sample, image, sample.declaration),
        article(sample, None, sample.long_title),
        article(sample, image, LONG_WORDS[0], summary=""),
        article(SAMPLES["uk"], None, SAMPLES["uk"].long_title),
        article(SAMPLES["el"], image, SAMPLES["el"].long_title),
        article(SAMPLES["ar"], None, SAMPLES["ar"].long_title),
    ]


def networks(sample: Sample) -> list[SimpleNamespace]:
    """Cards of networks: one at work, one retired, one with a long name."""
    common = {"url": "#", "language_code": sample.language, "country": "UA", "country_name": "—"}
    return [
        SimpleNamespace(
            title=sample.declaration, introduction=sample.text, is_retired=False, **common
        ),
        SimpleNamespace(title=sample.long_title, introduction="", is_retired=True, **common),
        SimpleNamespace(
            title=LONG_WORDS[1], introduction=LONG_WORDS[2], is_retired=False, **common
        ),
    ]


def meetings(sample: Sample) -> list[SimpleNamespace]:
    """Rows of meetings: of a day, of several days, cancelled."""
    common = {
        "url": "#",
        "language_code": sample.language,
        "place": sample.declaration,
        "starts_at": None,
        "ends_at": None,
        "start_date": DAY,
    }
    later = DAY + datetime.timedelta(days=2)
    return [
        SimpleNamespace(title=sample.declaration, is_cancelled=False, last_day=DAY, **common),
        SimpleNamespace(title=sample.long_title, is_cancelled=True, last_day=later, **common),
    ]


def entries(sample: Sample) -> list[SimpleNamespace]:
    """Authorities of the directory."""
    relations = [
        Relation(1, "participant", "active", DAY, number=114),
        Relation(2, "member", "withdrawn", DAY),
        Relation(3, "signatory", "suspended", None),
    ]
    common = {
        "key": "sample",
        "name_language": sample.language,
        "kind_words": sample.declaration,
        "country_name": "—",
        "region": SimpleNamespace(name=LONG_WORDS[1]),
    }
    return [
        SimpleNamespace(
            name=sample.declaration,
            is_example=True,
            relations=relations,
            latitude=48.62,
            longitude=22.29,
            **common,
        ),
        SimpleNamespace(
            name=LONG_WORDS[0],
            is_example=False,
            relations=relations[:1],
            latitude=None,
            longitude=None,
            **common,
        ),
    ]


def names(sample: Sample) -> dict[str, list[OtherName]]:
    """Names of an authority by kind."""
    others = [OtherName("", other.language, other.declaration) for other in SAMPLES.values()]
    former = [OtherName("", "", LONG_WORDS[1])]
    return {"translation": others, "transliteration": former, "former": former}


def page(sample: Sample, **changes: Any) -> SimpleNamespace:
    """What heads, notices and the way to a page read of it."""
    return SimpleNamespace(
        **{
            "title": sample.long_title,
            "introduction": sample.text,
            "has_unpublished_text": False,
            "awaiting_review": True,
            "breadcrumbs": [
                {"title": "", "url": "#", "language_code": ""},
                {"title": sample.declaration, "url": "#", "language_code": sample.language},
                {"title": sample.long_title, "url": "#", "language_code": sample.language},
            ],
            **changes,
        }
    )


def organisation(sample: Sample) -> SimpleNamespace:
    """An organisation at the end of an article."""
    return SimpleNamespace(
        name=sample.declaration,
        acronym="UDHR",
        description=f"<p>{sample.text}</p>",
        website="https://www.coe.int/",
        locale=SimpleNamespace(language_code=sample.language),
    )


def list_page() -> Any:
    """The second of three pages of a list."""
    return Paginator(range(30), 10).page(2)
