"""Seconds and queries of the impact of one term, at two sizes of a site in four languages.

usage: python -m benchmarks.impact
"""

import json
import time
import uuid
from typing import Any

import django
from django.db import connection
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

LANGUAGES = ("en", "fr", "uk", "rom")
SMALL, LARGE = 200, 2_000
COLUMNS = ("pages", "languages", "found", "seconds", "CPU seconds", "queries")
# Every so many-th page has the term, and as many are drafts beside what is published.
SHARE = 10
SENTENCE = "The town met families, teachers and neighbours to speak of housing, school and work. "
WITH_TERM = "An old report called them Gypsies. "


def body_of(number: int) -> list[dict[str, Any]]:
    """Some 450 words in the blocks of a usual article."""
    words = SENTENCE * 10 + (WITH_TERM if number % SHARE == 0 else "")
    return [
        block
        for part in range(3)
        for block in (
            {"type": "heading", "id": f"h{part}", "value": {"text": "Housing", "level": "h2"}},
            {"type": "paragraph", "id": f"p{part}", "value": f"<p>{words}</p>"},
        )
    ]


def build(pages: int) -> None:
    """So many articles in each language, by the thousand rather than one by one."""
    from wagtail.models import Page, Revision

    from news.models import NewsPage
    from tests import factories

    tree = factories.site_tree(LANGUAGES)
    for language in LANGUAGES:
        index = Page.objects.get(
            translation_key=tree.news.translation_key, locale__language_code=language
        )
        first = factories.news_page(index, aliases=False, body=json.dumps(body_of(0)))
        first_page = Page.objects.get(pk=first.pk)
        copies = [copy_of(first_page, number) for number in range(1, pages)]
        Page.objects.bulk_create(copies)
        copy_specific_rows(first, copies)
        for number, copy in enumerate(copies, start=1):
            NewsPage.objects.filter(pk=copy.pk).update(body=json.dumps(body_of(number)))
        for copy in copies[::SHARE]:
            page = NewsPage.objects.get(pk=copy.pk)
            page.body = json.dumps(body_of(0))
            revision = Revision(
                content_object=page,
                base_content_type=page.get_base_content_type(),
                content=page.serializable_data(),
                object_str=page.title,
                created_at=timezone.now(),
            )
            revision.object_id = str(page.pk)
            Revision.objects.bulk_create([revision])
            Page.objects.filter(pk=page.pk).update(
                latest_revision=revision, has_unpublished_changes=True
            )


def copy_of(page: Any, number: int) -> Any:
    """An unsaved sibling of `page`."""
    from wagtail.models import Page

    step = Page._int2str(Page._str2int(page.path[-page.steplen :]) + number)
    copy = Page.objects.get(pk=page.pk)
    copy.pk = None
    copy.path = page.path[: -page.steplen] + step.rjust(page.steplen, "0")
    copy.slug = f"{page.slug}-{number}"
    copy.url_path = f"{page.url_path.rstrip('/')}-{number}/"
    copy.latest_revision = copy.live_revision = None
    copy.translation_key = uuid.uuid4()
    return copy


def copy_specific_rows(page: Any, copies: list[Any]) -> None:
    """Give each of `copies` the own fields of `page`."""
    table = connection.ops.quote_name(page._meta.db_table)
    columns = ", ".join(
        connection.ops.quote_name(field.column)
        for field in page._meta.local_concrete_fields
        if not field.primary_key
    )
    with connection.cursor() as cursor:
        for copy in copies:
            cursor.execute(
                f"INSERT INTO {table} (page_ptr_id, {columns}) "  # noqa: S608
                f"SELECT %s, {columns} FROM {table} WHERE page_ptr_id = %s",
                [copy.pk, page.pk],
            )


def measure(pages: int) -> None:
    """Print how long the impact of a term takes, and in how many queries."""
    from cms.terminology.impact import impact_of
    from cms.terminology.models import Concept, Term
    from tests import factories

    build(pages)
    for language in LANGUAGES:
        for number in range(100):
            factories.term(f"other {number}", language, administrative_status="deprecated")
    concept = Concept(identifier="new")
    concept.terms = [
        Term(language=language, text="Gypsies", administrative_status="deprecated")
        for language in LANGUAGES
    ]
    started, busy = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as captured:
        found = sum(1 for _touched in impact_of(concept))
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    counted = f"{pages:12}{len(LANGUAGES):12}{found:12}"
    print(f"{counted}{seconds:12.1f}{busy:12.1f}{len(captured):12}", flush=True)


def main() -> None:
    django.setup()
    print("".join(f"{text:>12}" for text in COLUMNS))
    for pages in (SMALL, LARGE):
        runner = DiscoverRunner(verbosity=0, interactive=False)
        runner.setup_test_environment()
        databases = runner.setup_databases()
        try:
            measure(pages)
        finally:
            runner.teardown_databases(databases)
            runner.teardown_test_environment()


if __name__ == "__main__":
    main()
