"""Mails about a page go to those who may read it, which the table of routes cannot tell."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Comment, CommentReply, PageSubscription

from network.models import NetworkSection
from network.sections.invitations import remove
from network.sections.provisioning import coordinator_group
from tests import factories


@pytest.mark.django_db
def test_who_is_no_coordinator_any_more_is_told_of_no_comments(
    tree: factories.Tree, django_user_model: Any
) -> None:
    page = factories.network_page(tree.networks, country="UA")
    group = coordinator_group(page)
    people = {}
    for name in ("follows", "wrote", "stays", "removed_follows", "removed_wrote"):
        people[name] = django_user_model.objects.create_user(name, f"{name}@x.example")
        people[name].groups.add(group)
    comment = Comment.objects.create(page=page, user=people["wrote"], text="?", contentpath="title")
    CommentReply.objects.create(comment=comment, user=people["removed_wrote"], text="!")
    for name in ("follows", "removed_follows"):
        PageSubscription.objects.create(page=page, user=people[name], comment_notifications=True)
    for name in ("removed_follows", "removed_wrote"):
        assert remove(NetworkSection.objects.get(), people[name])

    view = EditView()
    view.page, view.request = page, SimpleNamespace(user=people["stays"])
    reply = CommentReply.objects.create(comment=comment, user=people["stays"], text="Secret")
    changes = {key: () for key in ("new_comments", "resolved_comments", "deleted_comments")}
    view.send_commenting_notifications({**changes, "new_replies": [(comment, [reply])]})

    told = sorted(address for message in mail.outbox for address in message.to)
    assert told == ["follows@x.example", "wrote@x.example"]
