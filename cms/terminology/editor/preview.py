"""Findings among Wagtail's content checks, in the preview of what is being edited.

Those on access for everybody stand in `cms.content_checks`; here they join those on terms.

Each term that was found is a rule of axe-core, the library behind those checks, with the words, why
and what to use instead; it holds for the elements that show the sentences concerned. The preview's
script evaluates them, and the editor's script tells the checks panel about them
(docs/deviations/content-checks.md).
"""

from collections import defaultdict
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.userbar import AccessibilityItem, BaseItem, ContentCheckerItem
from wagtail.models import DraftStateMixin

from cms import content_checks
from cms.terminology.editor import wording
from cms.terminology.findings import PlacedFinding, findings_in

# The tag that selects our rules; Wagtail's own are enabled one by one beside it.
TAG = "terminology"


class TermsCheckerItem(ContentCheckerItem):
    """Wagtail's content checks, ours and, in a preview, one for each term that was found."""

    axe_run_only: ClassVar = [TAG, content_checks.TAG]
    axe_rules: ClassVar = {
        **{name: {"enabled": True} for name in ContentCheckerItem.axe_run_only},
        **content_checks.RULES,
    }
    axe_messages: ClassVar = {**ContentCheckerItem.axe_messages, **content_checks.MESSAGES}

    class Media:
        js: ClassVar = ["cms/js/terminology-preview.js", "cms/js/content-checks.js"]

    def __init__(self, in_editor: bool = False) -> None:
        super().__init__(in_editor=in_editor)
        self.rules: list[dict[str, Any]] = []

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        shown = previewed(parent_context)
        if shown is not None:
            self.rules = rules_for(findings_in(shown))
        return super().get_context_data(parent_context)

    def get_axe_custom_rules(self, request: HttpRequest) -> list[dict[str, Any]]:
        own = [
            {name: value for name, value in rule.items() if name != "sentences"}
            for rule in self.rules
        ]
        return [*super().get_axe_custom_rules(request), content_checks.own_rule(), *own]

    def get_axe_custom_checks(self, request: HttpRequest) -> list[dict[str, Any]]:
        own = [
            {"id": rule["id"], "options": {"sentences": rule["sentences"]}} for rule in self.rules
        ]
        checks = content_checks.with_stricter_descriptions(super().get_axe_custom_checks(request))
        return [*checks, content_checks.own_check(), *own]


def check_terms_in_preview(request: HttpRequest, items: list[BaseItem], page: Any) -> None:
    """Put our checks in the place of Wagtail's, in previews and in the editor that shows them."""
    for position, item in enumerate(items):
        if type(item) is not AccessibilityItem:
            continue
        if item.in_editor or getattr(request, "in_preview_panel", False):
            items[position] = TermsCheckerItem(in_editor=item.in_editor)


def previewed(context: Any) -> models.Model | None:
    """The page or snippet that a template of a preview shows."""
    for name in ("page", "object"):
        if isinstance(shown := context.get(name), DraftStateMixin):
            return shown
    return None


def rules_for(found: list[PlacedFinding]) -> list[dict[str, Any]]:
    """A rule of axe-core for each term and spelling that is found and not kept."""
    groups: dict[tuple[int, str], list[PlacedFinding]] = defaultdict(list)
    for one in found:
        if one.exemption is None:
            groups[one.finding.term_id, one.finding.match].append(one)
    return [
        rule_for(f"{TAG}-{number}", group) for number, group in enumerate(groups.values(), start=1)
    ]


def rule_for(name: str, group: list[PlacedFinding]) -> dict[str, Any]:
    finding = group[0].finding
    is_blocking = finding.severity == "block"
    why = [wording.reason_for(finding), wording.instead_of(finding)]
    return {
        "id": name,
        "impact": "serious" if is_blocking else "moderate",
        "selector": "*",
        "tags": [TAG],
        "any": [name],
        "enabled": True,
        "metadata": {
            "help": f"{wording.severity_label(finding)} {wording.quoted(finding.match)}",
            "description": " ".join(part for part in why if part),
        },
        "sentences": list(dict.fromkeys(one.sentence for one in group)),
    }
