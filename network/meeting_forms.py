"""The editing form of a meeting."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from cms.forms import BasePageForm
from network.meeting_rules import ordinal_error

# Twice the participants of the Alliance. Django would draw 2,000 rows if so many are claimed.
MAX_ROWS = 300


class MeetingPageForm(BasePageForm):
    """Suggests the next number of the network, and says beside the field when one is taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rows in self.formsets.values():
            rows.max_num = rows.absolute_max = MAX_ROWS
        if self.instance.pk is None and "ordinal" in self.fields:
            meetings = type(self.instance).objects.of_network(self.network_key)
            self.initial.setdefault("ordinal", None)
            self.initial["ordinal"] = self.initial["ordinal"] or meetings.next_ordinal()

    @property
    def network_key(self) -> uuid.UUID:
        return self.parent_page.translation_key

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.instance.ordinal = cleaned.get("ordinal")
        error = ordinal_error(self.instance, self.network_key)
        if error:
            self.add_error("ordinal", error)
        # Not a rule of the model: a cancellation reaches other languages before its reason does.
        is_cancelled = cleaned.get("state") == "cancelled"
        if is_cancelled and not cleaned.get("cancellation_reason", "").strip():
            self.add_error("cancellation_reason", _("Say why the meeting is cancelled."))
        return cleaned
