"""What sections and boxes of pages are filled with: objects as templates get them, not stored."""

from types import SimpleNamespace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cms.dates import long_date
from cms.site.design.components import DAY, article, entries
from cms.site.design.samples import LONG_WORDS, Sample
from cms.site.search.marks import Part
from cms.terminology.models import Term
from network.models.kinds import KIND_PLURALS
from news.filter_form import NewsFilterForm

WEBSITE = "https://www.coe.int/"


def shown_sections(sample: Sample) -> dict[str, Any]:
    """By the names under which the template of the design page wants them."""
    return {
        "network_page": network_page(sample),
        "founder_groups": founder_groups(sample),
        "members": [{"key": entry.key, "name": entry.name} for entry in entries(sample)],
        "meeting_page": meeting_page(sample),
        "news_page": news_page(sample),
        "filter_form": NewsFilterForm(
            QueryDict(),
            {name: [("", "—"), ("one", LONG_WORDS[0])] for name in ("topic", "country", "network")},
            {name: {"one": "de"} for name in ("topic", "country", "network")},
        ),
        "chosen": [
            {"name": _("Topic"), "label": sample.declaration, "language_code": sample.language},
            {"name": _("Country"), "label": LONG_WORDS[0], "language_code": ""},
        ],
        "related": [
            SimpleNamespace(**{**vars(article(sample, None, title)), "day": DAY.isoformat()})
            for title in (sample.declaration, LONG_WORDS[0], sample.long_title)
        ],
        "hits": hits(sample),
        "answer": SimpleNamespace(total=0, page=2, pages=3, suggestions=hits(sample)),
        "concept": concept(sample),
        "note": note(sample),
        "terms": [
            SimpleNamespace(
                identifier="sample",
                heading=sample.declaration,
                language=sample.language,
                definition=sample.first,
                definition_language=sample.language,
                url="#",
            )
        ],
    }


def network_page(sample: Sample) -> SimpleNamespace:
    """A network: when it was founded, and whom to turn to."""
    people = [
        SimpleNamespace(name=sample.declaration, office=sample.first),
        SimpleNamespace(name=LONG_WORDS[1], office=""),
    ]
    return SimpleNamespace(
        country="UA",
        get_url=lambda request: "#",
        language_code=sample.language,
        founded_display=long_date(DAY),
        has_contact=True,
        contact_office=sample.declaration,
        contact_email="a-very-long-address-of-an-office@selbstverwaltung.example.org",
        contact_phone="+00 000 000 00 00",
        contact_phone_url="tel:+0000000000000",
        contact_website=WEBSITE,
        coordinators=SimpleNamespace(all=people),
    )


def founder_groups(sample: Sample) -> list[dict[str, Any]]:
    """Founders by kind, in the register and not, with and without a place on the map."""
    known, unplaced = entries(sample)
    # The first is short enough to stand on the map.
    names = (sample.declaration.split()[0], LONG_WORDS[1], LONG_WORDS[2])
    authorities = (known, unplaced, None)
    founders = [
        SimpleNamespace(name=name, authority=authority)
        for name, authority in zip(names, authorities, strict=True)
    ]
    return [
        {"kind_label": label, "founders": founders[: number + 1]}
        for number, label in enumerate(list(KIND_PLURALS.values())[:3])
    ]


def meeting_page(sample: Sample) -> SimpleNamespace:
    """A cancelled meeting with all that is known of one."""
    return SimpleNamespace(
        is_cancelled=True,
        ordinal=12,
        starts_at=None,
        ends_at=None,
        start_date=DAY,
        last_day=DAY,
        place=sample.declaration,
        address=LONG_WORDS[0],
        is_online=True,
        public_online_url=WEBSITE,
    )


def news_page(sample: Sample) -> SimpleNamespace:
    """What an article is about."""
    return SimpleNamespace(
        url="#",
        event_from=DAY,
        event_to=None,
        event_place=sample.declaration,
        country_list=[{"code": "UA", "name": sample.declaration}],
        topic_list=[{"slug": "sample", "label": LONG_WORDS[0]}],
    )


def hits(sample: Sample) -> list[SimpleNamespace]:
    """What a search has found: of the reader's language, and a document."""
    first, *rest = sample.text.split(" ")
    found = [Part(first, is_match=True), Part(" " + " ".join(rest))]
    common = {"kind": "news", "url": "#", "language_code": sample.language, "date": DAY}
    return [
        SimpleNamespace(kind_label=_("News article"), title=found, passage=found, **common),
        SimpleNamespace(
            kind_label=_("Document"),
            title=[Part(LONG_WORDS[-1])],
            passage=[],
            page_title=sample.long_title,
            page_url="#",
            **common,
        ),
    ]


def concept(sample: Sample) -> SimpleNamespace:
    """A concept of the glossary with a term of each status."""
    terms = [
        SimpleNamespace(
            text=text,
            status=status,
            is_past=False,
            is_to_use=status == Term.Status.PREFERRED,
            valid_from=DAY,
            valid_to=None,
            usage_note=sample.first,
            source=sample.declaration,
        )
        for text, status in zip((sample.declaration, *LONG_WORDS), Term.Status, strict=False)
    ]
    return SimpleNamespace(
        anchor="sample-concept",
        heading=sample.declaration,
        language=sample.language,
        definition=sample.first,
        definition_language=sample.language,
        terms=terms,
        approved=[sample.declaration],
    )


def note(sample: Sample) -> SimpleNamespace:
    """A note on terms."""
    return SimpleNamespace(
        **{
            "anchor": "sample-note",
            "head_term": sample.declaration,
            "language_code": sample.language,
            "from": DAY,
            "to": None,
            "html": f"<p>{sample.text}</p>",
            "source_document": sample.declaration,
        }
    )
