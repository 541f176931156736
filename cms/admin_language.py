"""Has Wagtail refuse, and name what its choosers offer, in the language that a user works in.

Wagtail's admin leaves that language when a view raises PermissionDenied, and then puts the message
together in the language of the browser. It translates the words of its choosers once, when the
process starts, and names the field of the password by its variable
(docs/deviations/upstream-catalogues.md).
"""

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin import auth
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.viewsets.chooser import ChooserViewSet

stock_refusal = auth.permission_denied


def install() -> None:
    """Put ours in the place of Wagtail's words; called once, when the app registry is ready."""
    auth.permission_denied = refuse
    ChooserViewSet.search_tab_label = _("Search")
    LoginForm.base_fields["password"].label = _("Password")


def refuse(request: HttpRequest) -> HttpResponse:
    """Wagtail's answer to who may not do something. Raises PermissionDenied for a script's call."""
    profile = getattr(request.user, "wagtail_userprofile", None)
    language = profile.get_preferred_language() if profile else translation.get_language()
    with translation.override(language):
        return stock_refusal(request)
