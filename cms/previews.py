"""Drafts for an external front end: a token for who may edit a page, and the page for a token."""

import hashlib
import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from wagtail.models import COMMENTS_RELATION_NAME, Page

from cms.apikit.page_types import type_of
from cms.front_end import with_token
from cms.models.previews import PagePreview
from cms.models.settings import SiteSettings

# 256 bits: nobody guesses one.
TOKEN_BYTES = 32
# The id that a page has before it is saved for the first time; no page in the database has it.
UNSAVED = 0
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


def external_preview(page: Page, user: Any) -> HttpResponse | None:
    """Leads `user` to the front end of the site, with a token for `page` as it stands in memory.

    None where the page is previewed as in any Wagtail: its site has no front end, the API has no
    drafts of its type, or `user` may not edit it (whoever reviews a page may read it).
    """
    page_type = type_of(type(page))
    site = page.get_site()
    if page_type is None or page_type.show is None or site is None:
        return None
    address = SiteSettings.for_site(site).front_end_url
    parent = None if page.pk else page.get_parent()
    if not address or not may_edit(user, page, parent):
        return None
    token = keep(page, parent, user)
    return HttpResponseRedirect(with_token(address, token), headers=HEADERS)


def may_edit(user: Any, page: Page | None, parent: Page | None) -> bool:
    """Whether `user` may edit `page`, or add one below `parent` where there is one."""
    if not user.is_active or not user.has_perm("wagtailadmin.access_admin"):
        return False
    if parent is not None:
        return parent.permissions_for_user(user).can_add_subpage()
    return page is not None and page.permissions_for_user(user).can_edit()


def keep(page: Page, parent: Page | None, user: Any) -> str:
    """The token for `page` as it stands; that which `user` had for it before is of no use now."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    content = page.serializable_data()
    content.pop(COMMENTS_RELATION_NAME, None)
    place = {
        "user": user,
        "content_type": ContentType.objects.get_for_model(page),
        "page_id": page.pk or None,
        "parent": parent,
    }
    with transaction.atomic():
        # Previews of one user wait for each other: of two at once, both tokens would be of use.
        get_user_model().objects.select_for_update(no_key=True).get(pk=user.pk)
        PagePreview.objects.expired().delete()
        PagePreview.objects.filter(**place).delete()
        PagePreview.objects.create(digest=digest(token), content=content, **place)
    return token


def find_draft(token: str) -> Any:
    """The page, of its own type and with its draft content, that `token` stands for.

    Raises PagePreview.DoesNotExist for a token that nobody was given, whose time is over, or whose
    user may not edit the page any more.
    """
    usable = PagePreview.objects.usable().select_related("user", "page", "parent")
    preview = usable.get(digest=digest(token))
    if not may_edit(preview.user, preview.page, preview.parent):
        raise PagePreview.DoesNotExist
    if preview.page is not None:
        page = preview.page.specific
        draft = page.with_content_json(preview.content)
        # A translation that nobody has published yet may still be an alias in the database.
        draft.alias_of_id = preview.content["alias_of"]
        # The content has these to the millisecond only.
        draft.first_published_at = page.first_published_at
        draft.last_published_at = page.last_published_at
        return draft
    draft = preview.content_type.model_class().from_serializable_data(preview.content)
    draft.pk = draft.id = UNSAVED
    return draft


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def forget_previews(user: Any, **kwargs: Any) -> None:
    """Receiver of `user_logged_out`: the tokens of who signs out are of no use any more."""
    if user is not None:
        PagePreview.objects.filter(user=user).delete()
