"""`python -m tests.api.record`: records anew what the API answers, after a change that is meant.

Writes the contract, the golden article and the examples of the operations, from an empty database
in memory. Refused where clients of the recorded contract would break.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django


@contextmanager
def empty_site() -> Iterator[None]:
    """A migrated database of its own, as the tests have it."""
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    from tests import migrated_database

    setup_test_environment()
    with tempfile.TemporaryDirectory() as folder, migrated_database.kept_in(Path(folder)):
        connection.creation.create_test_db(verbosity=0, serialize=False)
        yield
    teardown_test_environment()


def record() -> None:
    """Write all of them."""
    from django.db import transaction
    from django.test import Client

    from cms.apikit import examples
    from tests import factories
    from tests.api import samples, snapshots

    client = Client()
    tree = factories.site_tree()
    document = client.get("/api/v1/openapi.json").json()
    snapshots.refuse_breaks(document)
    with transaction.atomic():
        article = samples.article_with_every_block(tree)
        answer = client.get(f"/api/v1/news/{article.pk}").json()
        transaction.set_rollback(True)
    snapshots.write(snapshots.ARTICLE, samples.without_chance(answer))
    answers = samples.examples(tree, client, document)
    text = json.dumps(answers, indent=1, ensure_ascii=False, sort_keys=True)
    examples.FILE.write_text(text + "\n", encoding="utf-8")
    examples.examples.cache_clear()
    snapshots.write(snapshots.CONTRACT, client.get("/api/v1/openapi.json").json())


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    django.setup()
    with empty_site():
        record()
