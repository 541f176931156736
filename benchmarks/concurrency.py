"""Three editors, two translators and an import on the same pages, by real requests: is a text lost?

usage: python -m benchmarks.concurrency [SECONDS [PAGES]]

On SQLite in a directory of its own, or on the empty database that DATABASE_URL names. Two servers
answer, as in production several processes do. A text counts as lost if the site had said that it
was stored, and it is neither shown now, nor in the history, nor replaced by somebody who saw it.
"""

import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import django
import requests

SECONDS, PAGES = 120, 20
SERVERS = 2
EDITORS, TRANSLATORS = 3, 2
TIMEOUT = 60
# Titles differ in length, as people's do.
LONGEST_TITLE = 9
# An agency sends its file back a while after it was given one.
AGENCY_SECONDS = 3
RAISED = re.compile(r"^[\w.]+(Error|Exception|Detected|NotExist)\b.*$", re.MULTILINE)
FIELD = re.compile(
    r'name="based-on-(?P<unit>[0-9a-f-]{36})" value="(?P<digest>[0-9a-f]*)".*?'
    r"<textarea[^>]*>(?P<text>.*?)</textarea>",
    re.DOTALL,
)


@dataclass(frozen=True)
class Accepted:
    """A text that the site said it stored, and the digest of the one that its writer had seen."""

    text: str
    based_on: str


@dataclass
class Record:
    """What all actors did. A list takes what several threads append."""

    texts: list[Accepted] = field(default_factory=list)
    titles: list[tuple[int, str]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


class Visitor:
    """A signed-in user with a browser; every request goes to any of the servers."""

    def __init__(self, user: Any, ports: list[int], record: Record) -> None:
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
        from django.contrib.sessions.backends.db import SessionStore

        store = SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.save()
        token = uuid.uuid4().hex
        self.browser = requests.Session()
        self.browser.headers.update(
            {"Cookie": f"sessionid={store.session_key}; csrftoken={token}", "X-CSRFToken": token}
        )
        self.ports = ports
        self.record = record

    def ask(self, who: str, path: str, form: dict[str, Any] | None = None) -> requests.Response:
        address = f"http://127.0.0.1:{random.choice(self.ports)}{path}"  # noqa: S311
        started = time.perf_counter()
        answer = self.browser.request(
            "GET" if form is None else "POST",
            address,
            data=form,
            allow_redirects=False,
            timeout=TIMEOUT,
        )
        self.record.waits.append(time.perf_counter() - started)
        method = "reads" if form is None else "writes"
        self.record.answers.append(f"{who} {method}: {answer.status_code}")
        return answer


def edit(visitor: Visitor, articles: list[Any]) -> None:
    """Publish an article with a new title and summary."""
    from tests.cms.translation.helpers import article_form

    article = random.choice(articles)  # noqa: S311
    words = " words" * random.randint(0, LONGEST_TITLE)  # noqa: S311
    title, summary = f"Title {uuid.uuid4().hex}{words}", f"Summary {uuid.uuid4().hex}"
    form = article_form(title, article.slug, summary=summary)
    if visitor.ask("editor", f"/admin/pages/{article.pk}/edit/", form).status_code == 302:
        visitor.record.titles.append((article.pk, title))


def translate(visitor: Visitor, translations: list[Any]) -> None:
    """Read a translation and write one of its texts; in a conflict, once more over the other."""
    translation = random.choice(translations)  # noqa: S311
    address = f"/admin/translations/{translation.pk}/"
    fields = list(FIELD.finditer(visitor.ask("translator", address).text))
    if not fields:
        return
    chosen = random.choice(fields)  # noqa: S311
    based_on = chosen["digest"]
    for _attempt in range(2):
        text = f"Переклад {uuid.uuid4().hex}"
        form = {"text": text, "based-on": based_on}
        answer = visitor.ask("translator", f"{address}{chosen['unit']}/", form)
        if answer.status_code == 200:
            visitor.record.texts.append(Accepted(text, based_on))
        if answer.status_code != 409:
            return
        based_on = answer.json()["digest"]


def bring_file(user: Any, keys: list[Any], record: Record) -> None:
    """Take all texts out, translate them elsewhere, and bring the file back."""
    from wagtail.models import Locale

    from cms.translation.exchange import collect, files, importer
    from cms.translation.exchange.judge import Outcome

    ukrainian = Locale.objects.get(language_code="uk")
    batches = collect.collect(collect.jobs_for(user, collect.begun(keys, ukrainian)))
    if not batches:
        return
    file = files.read("texts.xlf", files.FORMATS["xliff"].write(batches[0]))
    units = tuple(
        replace(unit, target_html=f"З файлу {uuid.uuid4().hex}", is_confirmed=True)
        for unit in file.units
    )
    threading.Event().wait(AGENCY_SECONDS)
    report = importer.take_over(replace(file, units=units), user)
    for result in report.results:
        record.answers.append(f"import: {result.outcome.value}")
        if result.outcome == Outcome.CHANGED:
            record.texts.append(Accepted(result.new_html, result.unit.target_digest or ""))


def act(until: float, work: Callable[[], None], failures: list[str]) -> None:
    """Do the work until the time is over. What fails is told at the end, and counts."""
    from django.db import connection

    while time.monotonic() < until:
        try:
            work()
        except Exception as error:
            failures.append(f"{type(error).__name__}: {error}")
    connection.close()


def lost_texts(record: Record) -> Counter[str]:
    """What became of every text that was accepted."""
    from wagtail_localize.models import StringTranslation

    from cms.translation.models import ReplacedText
    from cms.translation.segments import digest_of

    current = set(StringTranslation.objects.values_list("data", flat=True))
    kept = set(ReplacedText.objects.values_list("data", flat=True))
    seen = {accepted.based_on for accepted in record.texts}
    fates: Counter[str] = Counter()
    for accepted in record.texts:
        if accepted.text in current:
            fates["current"] += 1
        elif accepted.text in kept:
            fates["kept in the history"] += 1
        elif digest_of(accepted.text) in seen:
            fates["replaced by somebody who saw it"] += 1
        else:
            fates["LOST"] += 1
    return fates


def lost_titles(record: Record) -> Counter[str]:
    """The same for what editors published: the page's revisions have it."""
    from wagtail.models import Page

    fates: Counter[str] = Counter()
    history: dict[int, set[str]] = {}
    for page_id, title in record.titles:
        if page_id not in history:
            revisions = Page.objects.get(pk=page_id).revisions
            history[page_id] = {
                content["title"] for content in revisions.values_list("content", flat=True)
            }
        fates["in the history" if title in history[page_id] else "LOST"] += 1
    return fates


def build(pages: int) -> tuple[list[Any], list[Any]]:
    """That many articles, each being translated into Ukrainian."""
    from tests import factories
    from tests.cms.translation.helpers import submit

    tree = factories.site_tree(languages=("en", "uk"))
    articles = [factories.news_page(tree.news, summary="A summary") for _number in range(pages)]
    return articles, [submit(article, tree.locale("uk")) for article in articles]


def users() -> list[Any]:
    from django.contrib.auth import get_user_model

    make = get_user_model().objects.create_superuser
    return [make(f"person-{number}") for number in range(EDITORS + TRANSLATORS + 1)]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def start_server(directory: str) -> tuple[subprocess.Popen[bytes], int]:
    """A server on a free port, once it answers; its words go to a file in `directory`."""
    port = free_port()
    with Path(directory, f"server-{port}.log").open("wb") as log:
        command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
        server = subprocess.Popen(command, stdout=log, stderr=log)
    for _attempt in range(120):
        try:
            requests.get(f"http://127.0.0.1:{port}/healthz", timeout=TIMEOUT)
        except requests.ConnectionError:
            threading.Event().wait(0.5)
        else:
            return server, port
    raise SystemExit("The server does not start.")


def run(seconds: int, pages: int, directory: str) -> bool:
    """Let all act at once for `seconds` and tell what became of it. Whether nothing was lost."""
    articles, translations = build(pages)
    people = users()
    started = [start_server(directory) for _number in range(SERVERS)]
    ports = [port for _server, port in started]
    record = Record()
    failures: list[str] = []
    work: list[Callable[[], None]] = []
    for user in people[:EDITORS]:
        visitor = Visitor(user, ports, record)
        work.append(partial(edit, visitor, articles))
    for user in people[EDITORS:-1]:
        visitor = Visitor(user, ports, record)
        work.append(partial(translate, visitor, translations))
    keys = [article.translation_key for article in articles]
    work.append(partial(bring_file, people[-1], keys, record))
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=act, args=(until, each, failures)) for each in work]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        for server, _port in started:
            server.terminate()
            server.wait()
    return tell(record, failures, raised_on_servers(directory))


def raised_on_servers(directory: str) -> list[str]:
    """The last line of every traceback in what the servers said."""
    logs = [path.read_text() for path in Path(directory).glob("server-*.log")]
    return [found[0] for log in logs for found in RAISED.finditer(log)]


def tell(record: Record, failures: list[str], raised: list[str]) -> bool:
    waits = sorted(record.waits)
    for title, counts in (
        ("answers", Counter(record.answers)),
        ("texts that were accepted", lost_texts(record)),
        ("titles that were published", lost_titles(record)),
        ("failures", Counter(failures)),
        ("exceptions on the servers", Counter(raised)),
    ):
        print(f"{title}: {sum(counts.values())}")
        for name, count in sorted(counts.items()):
            print(f"  {name:44}{count:7}")
    if waits:
        print(f"wait: median {waits[len(waits) // 2]:.2f} s, longest {waits[-1]:.2f} s")
    errors = sum(answer.endswith((": 500", ": 503")) for answer in record.answers)
    lost = lost_texts(record)["LOST"] + lost_titles(record)["LOST"]
    print(f"lost: {lost}, server errors: {errors}, failures: {len(failures)}")
    return not lost and not errors and not failures


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    pages = int(sys.argv[2]) if len(sys.argv) > 2 else PAGES
    with tempfile.TemporaryDirectory() as directory:
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.dev"
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{directory}/db.sqlite3")
        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        print(f"{connection.vendor}, {SERVERS} servers, {pages} pages, {seconds} s")
        if not run(seconds, pages, directory):
            raise SystemExit(1)


if __name__ == "__main__":
    main()
