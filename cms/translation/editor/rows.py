"""What the editor shows of a text or of a value that may be replaced."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_localize.models import Translation

from cms.passage_languages import is_known, passage_language_name
from cms.terminology.models import Exemption
from cms.translation.editor.checks import Check
from cms.translation.editor.overrides import Override
from cms.translation.editor.saving import Outcome
from cms.translation.inline_tags import NAME
from cms.translation.markup import find_problems, to_text
from cms.translation.memory import Match, find_matches
from cms.translation.models import ReplacedText, SegmentComment
from cms.translation.segments import Segment, State
from cms.translation.worddiff import Part, word_diff

TAG = re.compile(rf"(</?(?:{NAME}|[a-z]+)>)")

FILTERS = {
    "all": gettext_lazy("All"),
    "open": gettext_lazy("To do"),
    "missing": gettext_lazy("Missing"),
    "stale": gettext_lazy("Source changed"),
    "suggested": gettext_lazy("Suggested"),
    "findings": gettext_lazy("With findings"),
    "comments": gettext_lazy("With comments"),
}
ALWAYS = frozenset({"all", "open"})


@dataclass
class Row:
    """A segment as the editor shows it; `outcome` is what became of it in this request."""

    segment: Segment
    check: Check
    comments: list[SegmentComment]
    matches: list[Match] = field(default_factory=list)
    outcome: Outcome | None = None
    replaced: list[ReplacedText] = field(default_factory=list)

    kind = "segment"
    reasons_to_keep = Exemption.Kind.choices

    @property
    def text(self) -> str:
        """The text in the field: as stored, or as typed if it was not stored."""
        if self.outcome is not None and self.outcome.is_refused:
            return self.outcome.text
        return to_text(self.segment.target_html, self.segment.is_plain)

    @property
    def based_on(self) -> str:
        if self.outcome is not None and self.outcome.is_refused:
            return self.outcome.based_on
        return self.segment.target_digest

    @property
    def theirs(self) -> str:
        """In a conflict, what somebody else has written meanwhile."""
        if self.outcome is None or self.outcome.conflict is None:
            return ""
        return to_text(self.outcome.conflict.theirs, self.segment.is_plain)

    @property
    def source_text(self) -> str:
        return to_text(self.segment.source_html, self.segment.is_plain)

    @property
    def source_display(self) -> SafeString:
        return display(self.source_text, self.segment.is_plain)

    @property
    def lines(self) -> int:
        """How high the field is where the browser does not fit it to the text."""
        longest = max(len(self.source_text), len(self.text))
        return min(12, 1 + longest // 50 + self.source_text.count("\n"))

    @property
    def tags(self) -> list[str]:
        """The tags of the source that a translator may have to put somewhere."""
        if self.segment.is_plain:
            return []
        return list(
            dict.fromkeys(tag[1:-1] for tag in TAG.findall(self.source_text) if "/" not in tag)
        )

    @property
    def links(self) -> list[tuple[str, str]]:
        """Each link of the text by its name, with what it leads to; each mark with its language."""
        return [(name, meaning(attributes)) for name, attributes in self.segment.attrs.items()]

    @property
    def suggestions(self) -> list[tuple[str, str]]:
        """Texts to take over, each with where it comes from: the old translation, the memory."""
        offered = {}
        if self.segment.previous_target_html and not self.segment.target_html:
            offered[self.segment.previous_target_html] = _("Translation before the change")
        for match in self.matches:
            offered.setdefault(match.html, _("Elsewhere in the site"))
        offered.pop(self.segment.target_html, None)
        return [(to_text(html, self.segment.is_plain), label) for html, label in offered.items()]

    @property
    def earlier(self) -> list[tuple[str, ReplacedText]]:
        """Texts that were replaced, to read or to take back, each as it is typed."""
        return [
            (to_text(text.data, self.segment.is_plain), text)
            for text in self.replaced
            if text.data != self.segment.target_html
        ]

    @property
    def diff(self) -> list[Part]:
        """How the source has changed since it was last translated."""
        before = self.segment.previous_source_html
        return word_diff(to_text(before, self.segment.is_plain), self.source_text) if before else []

    @property
    def errors(self) -> list[str]:
        typed = self.outcome.errors if self.outcome else []
        return [*typed, *([self.segment.error] if self.segment.error and not typed else [])]

    @property
    def warnings(self) -> list[str]:
        if not self.segment.target_html:
            return []
        segment = self.segment
        return find_problems(segment.target_html, segment.source_html, segment.is_plain).warnings

    @property
    def is_suggested(self) -> bool:
        return self.segment.state == State.SUGGESTED

    @property
    def open_comments(self) -> int:
        return sum(comment.settled_at is None for comment in self.comments)


def meaning(attributes: Mapping[str, str]) -> str:
    """What a translator reads of the attributes of a link or of a mark."""
    if "lang" in attributes:
        code = attributes["lang"]
        return passage_language_name(code) if is_known(code) else code
    return attributes.get("href") or attributes.get("linktype", "")


@dataclass
class OverrideRow:
    """A picture, file or link, with the errors of this request."""

    override: Override
    errors: list[str]

    kind = "override"

    @property
    def field(self) -> str:
        return f"value-{self.override.pk}"

    @property
    def typed(self) -> str:
        return self.override.value or ""

    @property
    def chooser_html(self) -> SafeString:
        """The chooser without the script that Wagtail puts beside it: ours starts them all."""
        widget = self.override.chooser
        if widget is None:
            return SafeString()
        data = widget.get_value_data(self.override.own)
        return widget.render_html(self.field, data, {"id": self.field})

    @property
    def chooser_script(self) -> str:
        """What the script starts the chooser with: constructor, id and options, as JSON."""
        widget = self.override.chooser
        if widget is None:
            return ""
        data = widget.get_value_data(self.override.own)
        options = widget.get_js_init_options(self.field, self.field, data)
        call = {"constructor": widget.js_constructor, "id": self.field, "options": options}
        return json.dumps(call, cls=DjangoJSONEncoder)


def display(text: str, is_plain: bool) -> SafeString:
    """A text to read, with its tags set apart."""
    pieces = [text] if is_plain else TAG.split(text)
    return format_html_join("", "{}", ((show_piece(piece),) for piece in pieces if piece))


def show_piece(piece: str) -> SafeString:
    if TAG.fullmatch(piece):
        return format_html('<code class="te-tag">{}</code>', piece)
    return format_html("{}", piece.replace("&lt;", "<").replace("&amp;", "&"))


def comments_on(translation: Translation) -> QuerySet[SegmentComment]:
    return SegmentComment.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    ).select_related("author", "settled_by")


def comments_by_place(translation: Translation) -> dict[tuple[int, int], list[SegmentComment]]:
    """All comments by context and string. One query."""
    comments = defaultdict(list)
    for comment in comments_on(translation):
        comments[comment.context_id, comment.string_id].append(comment)
    return comments


def is_shown(row: Row, name: str) -> bool:
    """Whether the filter `name` shows a row. What was just refused is always shown."""
    state = row.segment.state
    if name == "all" or (row.outcome is not None and row.outcome.is_refused):
        return True
    return {
        "open": state != State.TRANSLATED,
        "missing": state == State.MISSING,
        "stale": state == State.STALE,
        "suggested": state == State.SUGGESTED,
        "findings": bool(row.check or row.segment.error),
        "comments": row.open_comments > 0,
    }[name]


def count_filters(rows: Sequence[Row], chosen: str) -> list[dict[str, Any]]:
    """The filters that show anything, with how many rows; and `chosen`, and those always there."""
    counts = {name: sum(is_shown(row, name) for row in rows) for name in FILTERS}
    return [
        {"name": name, "label": label, "count": counts[name]}
        for name, label in FILTERS.items()
        if counts[name] or name in ALWAYS or name == chosen
    ]


def add_matches(rows: Iterable[Row], translation: Translation) -> None:
    """Fill in what the memory has for these rows. One query."""
    rows = list(rows)
    found = find_matches({row.segment.string_id for row in rows}, translation.target_locale)
    for row in rows:
        row.matches = found.get(row.segment.string_id, [])


def progress(segments: Iterable[Segment]) -> dict[str, int]:
    """How many texts are translated, and how many there are."""
    states = [segment.state for segment in segments]
    return {"done": states.count(State.TRANSLATED), "total": len(states)}
