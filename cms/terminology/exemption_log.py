"""How an exemption reads in the history of a page or snippet."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter

from cms.terminology.exemptions import GRANTED, REVOKED
from cms.terminology.models import Exemption


class ExemptionFormatter(LogFormatter):
    """Words, place, kind and reason; who and which revision are columns of the history."""

    sentence: Any = ""

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        return str(self.sentence) % {
            "words": data["words"],
            "place": data["place"]["label"],
            "kind": Exemption.Kind(data["kind"]).label,
        }

    def format_comment(self, log_entry: Any) -> str:
        return _("In “%(sentence)s”: %(reason)s") % {
            "sentence": log_entry.data["sentence"],
            "reason": log_entry.data["reason"],
        }


def exemption_actions(actions: LogActionRegistry) -> None:
    """Tell Wagtail's log of the actions."""

    @actions.register_action(GRANTED)
    class Granted(ExemptionFormatter):
        label = gettext_lazy("Grant an exemption for a term")
        sentence = gettext_lazy("Lets “%(words)s” pass as %(kind)s (%(place)s)")

    @actions.register_action(REVOKED)
    class Revoked(ExemptionFormatter):
        label = gettext_lazy("Take back an exemption for a term")
        sentence = gettext_lazy("No longer lets “%(words)s” pass as %(kind)s (%(place)s)")
