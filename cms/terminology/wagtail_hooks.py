from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.terminology import exemption_log, gate_in_admin
from cms.terminology.models import TerminologyNote


class TerminologyNoteViewSet(SnippetViewSet):
    """Notes of all languages, the latest first."""

    model = TerminologyNote
    icon = "info-circle"
    menu_label = _("Terminology notes")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ("head_term", "in_force_from", "locale")


register_snippet(TerminologyNoteViewSet)
hooks.register("register_log_actions", exemption_log.exemption_actions)
gate_in_admin.install()
