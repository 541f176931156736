"""Measures the exchange with translation agencies: 200 pages out and back, and hostile files.

usage: python -m benchmarks.exchange [PAGES]
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.test.runner import DiscoverRunner

PAGES = 200
MEGABYTE = 1024 * 1024
HOSTILE_SECONDS, HOSTILE_MEGABYTES = 2, 100


def memory() -> float:
    """The most memory that this process has had so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(title: str, work: Callable[[], Any]) -> Any:
    """The result of `work`; prints how long it took and how much more memory the process needed."""
    before, started, worked = memory(), time.perf_counter(), time.process_time()
    result = work()
    seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    more = memory() - before
    print(f"{title:34}{seconds:9.1f} s, processor {cpu:.1f} s, {more:.0f} MB more", flush=True)
    return result


def build(pages: int) -> Any:
    """That many articles with every type of block, translated into French; returns a user."""
    from django.contrib.auth import get_user_model
    from wagtail_localize.operations import translate_object

    from tests import factories
    from tests.cms.translation.helpers import type_strings

    tree = factories.site_tree(languages=("en", "fr"))
    french = tree.locale("fr")
    for _number in range(pages):
        page = factories.news_page(tree.news, body=factories.all_blocks())
        translate_object(page, [french])
    from wagtail_localize.models import Translation

    for translation in Translation.objects.select_related("source"):
        type_strings(translation)
    return get_user_model().objects.create_superuser("bench")


def measure_journey(pages: int) -> None:
    """Export, import into the same site, into one without the translations, and once more."""
    from wagtail.models import Locale
    from wagtail_localize.models import StringTranslation, Translation

    from cms.translation.exchange import collect, files, importer

    user = timed(f"(building {pages} pages)", lambda: build(pages))
    french = Locale.objects.get(language_code="fr")
    keys = Translation.objects.values("source__object_id")

    def strings() -> dict[tuple[int, int], str]:
        rows = StringTranslation.objects.values_list("translation_of", "context", "data")
        return {(string, context): data for string, context, data in rows}

    for format in files.FORMATS.values():
        name = f"texts{format.suffixes[0]}"

        def export(format: Any = format) -> bytes:
            jobs = collect.jobs_for(user, collect.begun(keys, french))
            return format.write(collect.collect(jobs)[0])

        content = timed(f"{format.label}: export", export)
        print(f"{'':34}{len(content) / MEGABYTE:9.1f} MB", flush=True)
        before = strings()
        file = timed(f"{format.label}: read", lambda c=content, n=name: files.read(n, c))
        report = timed(f"{format.label}: dry run", lambda f=file: importer.preview(f, user))
        print(f"{'':34}{count(report)}", flush=True)
        StringTranslation.objects.all().delete()
        report = timed(
            f"{format.label}: import, all new", lambda f=file: importer.take_over(f, user)
        )
        print(f"{'':34}{count(report)}", flush=True)
        report = timed(f"{format.label}: import again", lambda f=file: importer.take_over(f, user))
        after = strings()
        differences = sum(before.get(k) != after.get(k) for k in before.keys() | after.keys())
        print(f"{'':34}{count(report)}; {differences} differences", flush=True)


def count(report: Any) -> str:
    return ", ".join(f"{number} {outcome.value}" for outcome, number in report.counts)


def measure_hostile() -> None:
    """Refuse each hostile file; name those that cost too much."""
    from tests.cms.translation.hostile_files import hostile_files

    worst_seconds, worst_megabytes, refused, tried = 0.0, 0.0, 0, 0
    for hostile in hostile_files():
        seconds, megabytes, is_refused = measure_refusal(hostile)
        tried += 1
        refused += is_refused
        worst_seconds, worst_megabytes = (
            max(worst_seconds, seconds),
            max(worst_megabytes, megabytes),
        )
        if not is_refused or seconds > HOSTILE_SECONDS or megabytes > HOSTILE_MEGABYTES:
            print(f"  {hostile.title}: {seconds:.2f} s, {megabytes:.0f} MB, refused: {is_refused}")
    print(
        f"hostile files: {tried} tried, {refused} refused; at most {worst_seconds:.2f} s and"
        f" {worst_megabytes:.0f} MB more than before, the file included"
    )


def measure_refusal(hostile: Any) -> tuple[float, float, bool]:
    """Seconds, megabytes and whether it was refused.

    One process makes the file, another reads it: the first one's memory must not hide the other's.
    """
    from cms.translation.exchange import files
    from cms.translation.exchange.safety import RefusedFile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / hostile.name

        def make() -> str:
            path.write_bytes(hostile.make())
            return ""

        def refuse() -> str:
            before, started = memory(), time.perf_counter()
            is_refused = 0
            try:
                files.read(path.name, path.read_bytes())
            except RefusedFile:
                is_refused = 1
            return f"{time.perf_counter() - started} {memory() - before} {is_refused}"

        in_child(make)
        seconds, megabytes, is_refused = in_child(refuse).split()
    return float(seconds), float(megabytes), is_refused == "1"


def in_child(work: Callable[[], str]) -> str:
    """The result of `work`, done in a copy of this process."""
    receive, send = os.pipe()
    if os.fork() == 0:
        os.write(send, work().encode())
        os._exit(0)
    os.close(send)
    os.wait()
    with os.fdopen(receive) as answer:
        return answer.read()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    measure_hostile()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        measure_journey(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES)
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
