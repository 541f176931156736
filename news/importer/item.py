"""Puts together what is known of one article: from its file, the meta file and the options."""

import datetime
import re
import uuid
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cms.languages import site_languages
from news.importer import markdown_file
from news.importer.dates import dates_in
from news.importer.dump import Dump, parse_dump
from news.importer.furniture import Furniture
from news.importer.identity import source_key, text_hash
from news.importer.language_guess import contradicts
from news.importer.meta import Meta, read_legacy_id
from news.importer.partial_date import PartialDate
from news.importer.problems import ImportProblem

# «fr-62.txt» names language and number; «athens.fr.md» a language only.
NUMBERED_NAME = re.compile(r"(?P<language>[a-z]{2,3})-(?P<legacy_id>\d{1,10})")
MARKED_NAME = re.compile(r".+\.(?P<language>[a-z]{2,3})")
# Blocks are named by their place, so that a changed text keeps the translations of the rest.
BLOCKS_KEY = "imported"
BLOCK_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.org/alliance-cms/{BLOCKS_KEY}")


@dataclass(frozen=True)
class Defaults:
    """What the operator says of all files that do not say it themselves."""

    language: str = ""
    date: PartialDate | None = None


@dataclass(frozen=True)
class Item:
    """An article ready to be written.

    `remarks` are sentences for a human; `undated_remark` is one more if the page has no date.
    """

    file: str
    language: str
    legacy_id: int | None
    text_hash: str
    title: str
    summary: str
    body: list[dict[str, Any]]
    links: list[tuple[str, str]]
    date: PartialDate | None
    event_from: datetime.date | None
    event_to: datetime.date | None
    event_place: str
    undated_remark: str
    furniture: Furniture | None = None
    remarks: list[str] = field(default_factory=list)

    @property
    def source_key(self) -> str:
        return source_key(self.legacy_id, self.text_hash)

    @property
    def text_key(self) -> str:
        """The key that the item has as long as its number is not known."""
        return source_key(None, self.text_hash)


def build_item(path: Path, text: str, meta: Meta, defaults: Defaults) -> Item:
    """The article in the file at `path`, which reads `text`. Raises ImportProblem."""
    meta = fill_from_name(meta, path.stem)
    if path.suffix.lower() == ".md":
        return item_of_markdown(path.name, text, meta, defaults)
    return item_of_dump(path.name, text, meta, defaults)


def fill_from_name(meta: Meta, stem: str) -> Meta:
    """`meta` with what the file's name says where `meta` does not say it."""
    if match := NUMBERED_NAME.fullmatch(stem):
        named = read_number(match["legacy_id"])
        return replace(
            meta,
            language=meta.language or match["language"],
            legacy_id=named if meta.legacy_id is None else meta.legacy_id,
        )
    if match := MARKED_NAME.fullmatch(stem):
        return replace(meta, language=meta.language or match["language"])
    return meta


def read_number(text: str) -> int | None:
    try:
        return read_legacy_id(text)
    except ValueError as error:
        raise ImportProblem(str(error)) from error


def item_of_dump(file: str, text: str, meta: Meta, defaults: Defaults) -> Item:
    """The article in `text`, a page of the original site as plain text. Raises ImportProblem.

    What `meta` says counts more than what `defaults` say, and these more than the dump.
    """
    dump = parse_dump(text)
    language = known_language(meta.language or defaults.language or dump.furniture.language)
    article = " ".join([dump.title, *dump.paragraphs])
    if other := contradicts(language, article):
        raise ImportProblem(
            _("the text is in “%(other)s”, not in “%(language)s” (say so with --meta)")
            % {"other": other, "language": language}
        )
    hash_of_text = text_hash([dump.title, *dump.paragraphs, *dump.photo_credits, *dump.link_labels])
    addresses = [*meta.link_addresses, *[""] * len(dump.link_labels)]
    links = list(zip(dump.link_labels, addresses, strict=False))
    date = meta.date or defaults.date
    return Item(
        file=file,
        language=language,
        legacy_id=meta.legacy_id,
        text_hash=hash_of_text,
        title=dump.title,
        summary="",
        body=paragraph_blocks(dump),
        links=links,
        date=date,
        event_from=meta.event_from,
        event_to=meta.event_to,
        event_place=meta.event_place,
        undated_remark=undated_remark(article, language),
        furniture=dump.furniture,
        remarks=[
            *event_date_remarks(date, meta),
            *link_remarks(links),
            *dump_remarks(dump, meta),
        ],
    )


def item_of_markdown(file: str, text: str, meta: Meta, defaults: Defaults) -> Item:
    """The article in `text`, Markdown with front matter. Raises ImportProblem.

    What `meta` says counts more than the front matter, and this more than `defaults`.
    """
    article = markdown_file.parse_markdown(text)
    language = known_language(meta.language or article.language or defaults.language)
    legacy_id = article.legacy_id if meta.legacy_id is None else meta.legacy_id
    hash_of_text = text_hash([article.title, article.summary, *article.body.splitlines()])
    date = meta.date or article.date or defaults.date
    return Item(
        file=file,
        language=language,
        legacy_id=legacy_id,
        text_hash=hash_of_text,
        title=article.title,
        summary=article.summary,
        body=markdown_file.blocks_of(article.body, BLOCKS_KEY),
        links=list(article.links),
        date=date,
        event_from=meta.event_from or article.event_from,
        event_to=meta.event_to or article.event_to,
        event_place=meta.event_place or article.event_place,
        undated_remark=undated_remark(f"{article.title} {article.body}", language),
        remarks=[
            *event_date_remarks(date, meta),
            *link_remarks(article.links),
        ],
    )


def known_language(code: str) -> str:
    """`code` where it is a language of this site. Raises ImportProblem."""
    if not code:
        raise ImportProblem(_("the language is unknown (say it with --language or --meta)"))
    codes = [language.code for language in site_languages()]
    if code not in codes:
        raise ImportProblem(
            _("this site has no language “%(code)s”; it has %(codes)s")
            % {"code": code, "codes": ", ".join(codes)}
        )
    return code


def paragraph_blocks(dump: Dump) -> list[dict[str, Any]]:
    """The paragraphs as one block of running text; a photo credit closes it in italics."""
    html = [f"<p>{escape(text, quote=False)}</p>" for text in dump.paragraphs]
    html += [f"<p><i>{escape(text, quote=False)}</i></p>" for text in dump.photo_credits]
    block = {"type": "paragraph", "value": "".join(html), "id": block_id("body/0")}
    return [block] if html else []


def block_id(place: str) -> str:
    """The identifier of the block at `place`, the same in every run."""
    return str(uuid.uuid5(BLOCK_NAMESPACE, place))


def event_date_remarks(date: PartialDate | None, meta: Meta) -> list[str]:
    if date and meta.is_event_date:
        return [_("the date is that of the event; the date of publication is not known")]
    return []


def undated_remark(text: str, language: str) -> str:
    """What to say if the page ends up without a date, with the dates that `text` mentions."""
    proposed = dates_in(text, language)
    if not proposed:
        return _("no date is known: the page stays a draft until it has one")
    return _(
        "no date is known: the page stays a draft until it has one; the text mentions %(dates)s"
    ) % {"dates": ", ".join(proposed)}


def link_remarks(links: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> list[str]:
    return [
        _("the link “%(label)s” has no address") % {"label": label}
        for label, address in links
        if not address
    ]


def dump_remarks(dump: Dump, meta: Meta) -> list[str]:
    remarks = [
        _("the photo is missing whose credit stands at the end: %(credit)s") % {"credit": credit}
        for credit in dump.photo_credits
    ]
    if not dump.paragraphs:
        remarks.append(_("there is no text under the title"))
    if len(meta.link_addresses) > len(dump.link_labels):
        remarks.append(_("the meta file has more link addresses than the text has links"))
    return remarks
