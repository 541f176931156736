"""Puts what Wagtail leaves outside a transaction into one, and does things once in each.

Wagtail saves an unpublished or moved page first and tells of it after; a process that ends in
between would have changed the page and told nobody (docs/deviations/outbox.md).
"""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction

stock_move = MovePageAction.execute
stock_unpublish = UnpublishPageAction.execute


def install() -> None:
    """Make moving and unpublishing whole; called once, when the app registry is ready."""
    MovePageAction.execute = move_page
    UnpublishPageAction.execute = unpublish_page


def move_page(action: MovePageAction, *args: Any, **kwargs: Any) -> Any:
    with transaction.atomic():
        return stock_move(action, *args, **kwargs)


def unpublish_page(action: UnpublishPageAction, *args: Any, **kwargs: Any) -> Any:
    with transaction.atomic():
        return stock_unpublish(action, *args, **kwargs)


def on_commit_once(function: Callable[[], Any]) -> bool:
    """Call `function` when this transaction is committed, however often it is asked for.

    Returns whether this was the first time. A savepoint that is rolled back takes its asking along,
    as it takes the rows that were written in it.
    """
    if any(waiting[1] == function for waiting in connection.run_on_commit):
        return False
    transaction.on_commit(function)
    return True
