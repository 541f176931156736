"""Wagtail's search of the admin, without a write that many publications at once wait for.

On PostgreSQL the stock index weighs titles anew at each save: it updates every row that has no
weight yet, those of other transactions too, and two that publish several pages lock each other
out (docs/deviations/search.md). Here a save writes its own rows; `update_index` weighs them all.
"""

from typing import Any

from django.db import connection
from modelsearch.backends.database import SearchBackend as stock_backend


def SearchBackend(params: dict[str, Any]) -> Any:
    """The backend for the database of the site, as modelsearch's own chooses it."""
    if connection.vendor != "postgresql":
        return stock_backend(params)
    from modelsearch.backends.database.postgres import postgres

    class Index(postgres.PostgresIndex):
        """Weighs titles when the whole index is made, and never in between."""

        def _refresh_title_norms(self, full: bool = False) -> None:
            if full:
                super()._refresh_title_norms(full=True)

    class Backend(postgres.PostgresSearchBackend):
        index_class = Index

    return Backend(params)
