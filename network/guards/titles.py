"""Titles of drafts, which Wagtail names wherever it names a page.

What the admin calls a page is the title of its newest draft. Here it is that for whoever works on
the page; everybody else reads the published title, and of a page that never was published none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin import auth
from wagtail.admin.views.chooser import ExternalLinkView
from wagtail.models import AbstractPage, Page
from wagtail.permissions import page_permission_policy

from network.guards.registry import guard

# Who reads the page of the admin that is being made; None outside the admin.
reader: ContextVar[Any] = ContextVar("reader", default=None)


@contextmanager
def read_by(user: Any) -> Iterator[None]:
    token = reader.set(user)
    try:
        yield
    finally:
        reader.reset(token)


@guard(auth, "get_localized_response")
def remember_reader(
    stock: Any, view: Any, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Every view of the admin passes here; a template is filled in after it has returned."""
    with read_by(request.user):
        response = stock(view, request, *args, **kwargs)
    render = getattr(response, "render", None)
    if render is not None:

        def render_for_reader() -> HttpResponse:
            with read_by(request.user):
                return render()

        response.render = render_for_reader
    return response


def is_shown_to(user: Any, page: Page) -> bool:
    """Whether the explorer shows `page` to `user`: it is theirs, or above what is theirs.

    Asks the rights, which are read once a request, and the paths of the tree.
    """
    if user.is_superuser:
        return bool(user.is_active)
    rights = page_permission_policy.get_cached_permissions_for_user(user)
    return any(
        page.path.startswith(right.page.path) or right.page.path.startswith(page.path)
        for right in rights
    )


def is_foreign(page: Any) -> bool:
    """Whether somebody reads the admin who may know of `page` what is published at most."""
    user = reader.get()
    return user is not None and not is_shown_to(user, page)


@guard(AbstractPage, "get_admin_display_title")
def name_as_published(stock: Any, page: Any) -> str:
    if not is_foreign(page):
        return stock(page)
    return page.title if page.live else _("(Private page)")


@guard(ExternalLinkView, "render_chosen_response")
def name_as_published_behind_an_address(
    stock: Any, view: Any, result: dict[str, Any]
) -> HttpResponse:
    """The page that an address leads to, which was typed in."""
    if "adminTitle" in result:
        page = Page.objects.get(pk=result["id"])
        result = {**result, "adminTitle": page.get_admin_display_title()}
    return stock(view, result)
