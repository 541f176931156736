"""Measures the table of translations: queries, milliseconds and bytes, by number of pages.

usage: python -m benchmarks.translation_table [PAGES]
"""

import os
import statistics
import subprocess
import sys
import time
from typing import Any

import django
from django.db import connection
from django.test import Client
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext

PAGES = (10, 100, 1000)
LANGUAGES = ("en", "fr", "uk", "rom")
REPEATS = 5
REPORT = "/admin/reports/translations-state/"
ADDRESSES = (REPORT, f"{REPORT}?state=stale", f"{REPORT}?q=article", "/admin/")


def build(pages: int) -> None:
    """That many articles in four languages: translated into French, begun in Ukrainian."""
    from wagtail.models import Locale
    from wagtail_localize.operations import translate_object

    from benchmarks.rows import multiply
    from tests import factories
    from tests.cms.translation.helpers import type_strings

    tree = factories.site_tree(LANGUAGES)
    french, ukrainian = (Locale.objects.get(language_code=code) for code in ("fr", "uk"))
    page = factories.news_page(tree.news)
    translate_object(page, [french, ukrainian])
    translation = page_translation(page, french)
    type_strings(translation)
    translation.save_target(publish=True)
    multiply(page, pages - 1)


def page_translation(page: Any, locale: Any) -> Any:
    from wagtail_localize.models import Translation

    return Translation.objects.select_related("source").get(
        source__object_id=page.translation_key, target_locale=locale
    )


def people() -> dict[str, Any]:
    """Who looks: an administrator, who sees all, and a translator into Ukrainian."""
    from django.contrib.auth import get_user_model

    from cms.site.groups import provision_groups

    User = get_user_model()
    translator = User.objects.create_user("translator")
    translator.groups.add(provision_groups()["translators-uk"])
    return {"administrator": User.objects.create_superuser("admin"), "translator": translator}


def measure(pages: int) -> None:
    """Print a line for each address and person."""
    build(pages)
    for name, user in people().items():
        client = Client()
        client.force_login(user)
        for address in ADDRESSES:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(address)
            queries = len(captured)
            times = []
            for _number in range(REPEATS):
                started = time.perf_counter()
                client.get(address)
                times.append((time.perf_counter() - started) * 1000)
            print(
                f"{pages:6} pages {name:14} {address:46} {queries:4} queries"
                f" {statistics.median(times):8.0f} ms {len(answer.content) // 1024:5} KB",
                flush=True,
            )


def measure_in_new_database(pages: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        measure(pages)
    finally:
        runner.teardown_databases(databases)


def main() -> None:
    if len(sys.argv) == 2:
        measure_in_new_database(int(sys.argv[1]))
        return
    for pages in PAGES:
        command = [sys.executable, "-m", "benchmarks.translation_table", str(pages)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
