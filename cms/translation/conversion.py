"""Takes the place of wagtail-localize's “Convert to alias”, which throws the translation away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.models import Page


def unpublish_instead(request: HttpRequest, page_id: int) -> HttpResponse:
    """Lead to unpublishing, after which the page is an alias and its translation is kept."""
    page = get_object_or_404(Page, pk=page_id, alias_of=None)
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    messages.info(
        request,
        _("Unpublish the translation instead: its address then shows the original text again."),
    )
    action = "unpublish" if page.live else "edit"
    return redirect(f"wagtailadmin_pages:{action}", page.pk)
