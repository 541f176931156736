"""Has Wagtail refuse, and name what its choosers offer, in the language that a user works in.

Wagtail's admin leaves that language when a view raises PermissionDenied, and then puts the message
together in the language of the browser. It translates the words of its choosers once, when the
process starts, names the field of the password by its variable, and keeps the name “Root” of what
stands above all pages, and above all collections, as a word of its database
(docs/deviations/upstream-catalogues.md).
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import auth
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.models import AbstractPage, Collection

stock_refusal = auth.permission_denied
# What Wagtail's first migrations call them.
STOCK_ROOT = "Root"


def install() -> None:
    """Put ours in the place of Wagtail's words; called once, when the app registry is ready."""
    auth.permission_denied = refuse
    ChooserViewSet.search_tab_label = _("Search")
    LoginForm.base_fields["password"].label = _("Password")
    name_roots()


def refuse(request: HttpRequest) -> HttpResponse:
    """Wagtail's answer to who may not do something. Raises PermissionDenied for a script's call."""
    profile = getattr(request.user, "wagtail_userprofile", None)
    language = profile.get_preferred_language() if profile else translation.get_language()
    with translation.override(language):
        return stock_refusal(request)


def name_roots() -> None:
    """Have the admin call what stands above all pages, and above all collections, in its language.

    What answers now is asked for all others: another app may have put itself there before.
    """
    title = AbstractPage.get_admin_display_title
    indented_name = Collection.get_indented_name

    def title_of_page(page: Any) -> str:
        is_stock = page.is_root() and page.title == STOCK_ROOT
        return gettext("Root") if is_stock else title(page)

    def name_of_collection(collection: Collection) -> str:
        is_stock = collection.is_root() and collection.name == STOCK_ROOT
        return gettext("Root") if is_stock else collection.name

    def indented_name_of_collection(collection: Collection, *args: Any, **kwargs: Any) -> str:
        if collection.is_root():
            return name_of_collection(collection)
        return indented_name(collection, *args, **kwargs)

    AbstractPage.get_admin_display_title = title_of_page
    Collection.get_indented_name = indented_name_of_collection
    Collection.__str__ = name_of_collection
