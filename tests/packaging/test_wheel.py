"""The wheel, in a project made by `wagtail start`, set up by the commands of docs/plugin.md.

The host has an image model of its own, and templates of its own for two of ours. Run with `-s`, it
prints what is done and what the host answers.
"""

import json
import os
import site
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser
import pytest
from icalendar import Calendar

from scripts.doc_commands import BLOCK, program
from scripts.working_copy import ROOT, copy_sources
from tests.cms.webhooks.receiver import Received, receiver

# One host serves all of them: they stay in one process.
pytestmark = [pytest.mark.full, pytest.mark.xdist_group("wheel")]

PACKAGES = ("cms", "news", "network")
LEFT_OUT = (
    "cms/demo/",
    "cms/settings/",
    "cms/templates/home/",
    "home/",
    "tests/",
    "scripts/",
    "benchmarks/",
    "examples/",
    "cms/urls.py",
    "cms/wsgi.py",
)

IMAGE_MODEL = """
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class HostImage(AbstractImage):
    photographer = models.CharField(max_length=100)
    admin_form_fields = (*Image.admin_form_fields, "photographer")


class HostRendition(AbstractRendition):
    image = models.ForeignKey(HostImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="host_rendition"
            )
        ]
"""
TEMPLATES = {
    "cms/includes/footer.html": "<footer>the host's own footer</footer>",
    "news/news_page.html": (
        '{% extends "cms/base.html" %}{% block content %}'
        "<h1>the host's article: {{ page.title }}</h1>{% endblock %}"
    ),
}


@dataclass
class Host:
    folder: Path
    answers: dict[str, tuple[int, str]]
    image_model: str
    received: list[Received]
    # What the worker printed, letters too.
    worked: str

    def ok(self, path: str) -> str:
        status, body = self.answers[path]
        assert status == 200, f"{path}: {status}"
        return body


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `pip wheel .` builds it from the sources."""
    sources, target = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("wheel")
    copy_sources(sources)
    build = ["pip", "wheel", ".", "--no-deps", "--no-build-isolation", "--wheel-dir", str(target)]
    run([sys.executable, "-m", *build], sources)
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def host(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Host:
    """The host project, asked; its environment has our dependencies, our code as wheel only."""
    folder = tmp_path_factory.mktemp("host")
    venv.create(folder / ".venv", with_pip=True)
    packages = next((folder / ".venv/lib").glob("python*/site-packages"))
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()))
    (folder / wheel.name).write_bytes(wheel.read_bytes())
    document = (ROOT / "docs/plugin.md").read_text(encoding="utf-8")
    carry_out(document, {"install", "project"}, folder)
    project = folder / "mysite"
    give_image_model(project)
    names = {match["name"] for match in BLOCK.finditer(document)}
    carry_out(document, names - {"install", "project", "content", "work"}, folder)
    run(["python", "manage.py", "makemigrations", "home"], project)
    run(["python", "manage.py", "check", "--fail-level", "WARNING"], project)
    carry_out(document, {"content"}, project)
    run(["python", "manage.py", "makemigrations", "--check", "--dry-run"], project)
    give_templates(project)
    with receiver() as here:
        asked = ask(project, here.url)
        worked = carry_out(document, {"work"}, project)
        received = list(here.received)
    for one in received:
        print(f"received: {one.body.decode()}")
    return Host(project, asked["answers"], asked["image_model"], received, worked)


def give_image_model(project: Path) -> None:
    with (project / "home/models.py").open("a") as models:
        models.write(IMAGE_MODEL)
    with (project / "mysite/settings/base.py").open("a") as settings:
        settings.write('\nWAGTAILIMAGES_IMAGE_MODEL = "home.HostImage"\n')


def give_templates(project: Path) -> None:
    for name, text in TEMPLATES.items():
        template = project / "mysite/templates" / name
        template.parent.mkdir(parents=True, exist_ok=True)
        template.write_text(text)


def ask(project: Path, receiver_url: str) -> dict[str, Any]:
    """What the host answers, once it may send webhooks to a receiver on loopback."""
    with (project / "mysite/settings/dev.py").open("a") as settings:
        settings.write("\nCMS_WEBHOOKS_ALLOW_UNSAFE_TARGETS = True\n")
    # The host's own way to its errors' pages.
    with (project / "mysite/settings/dev.py").open("a") as settings:
        settings.write('DEBUG = False\nALLOWED_HOSTS = ["*"]\n')
    (project / "host_questions.py").write_text(
        Path(__file__).with_name("host_questions.py").read_text(encoding="utf-8")
    )
    code = f"import host_questions; host_questions.main({receiver_url!r})"
    printed = run(["python", "manage.py", "shell", "--no-imports", "-c", code], project, show=False)
    asked: dict[str, Any] = json.loads(printed.splitlines()[-1])
    for path, (status, body) in asked["answers"].items():
        print(f"{status}  {path}  {len(body)} characters")
    return asked


def carry_out(document: str, names: set[str], folder: Path) -> str:
    """The output of the named blocks of the document, executed in `folder` in their order."""
    for match in BLOCK.finditer(document):
        if match["name"] in names:
            print(f"--- {match['name']}\n{match['code']}")
    return run(["bash", "-c", program(document, names)], folder)


def run(command: list[str], folder: Path, *, show: bool = True) -> str:
    """The output of a command in `folder`, without this test run's own settings around it."""
    ours = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "PYTHONPATH"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    scripts = [
        str(folder.parent / ".venv/bin"),
        str(folder / ".venv/bin"),
        sys.exec_prefix + "/bin",
    ]
    environment["PATH"] = os.pathsep.join([*scripts, environment["PATH"]])
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if show:
        print(f"$ {' '.join(command[:5]) if command[0] != 'bash' else ''}\n{done.stdout}")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files_for_the_wheel() -> set[str]:
    """Where each file of the product lies in the wheel, by the working tree."""
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\n")
    files = {name for name in tracked if name.startswith(PACKAGES) and (ROOT / name).is_file()}
    files |= {
        f"cms/{name}"
        for name in tracked
        if name.startswith("templates/") and name.count("/") > 1 and "/wagtailcore/" not in name
    }
    files |= {f"cms/{name}" for name in tracked if name.startswith("docs/coordinators")}
    files |= {f"{name[:-3]}.mo" for name in files if name.endswith(".po")}
    return {name for name in files if not name.startswith(LEFT_OUT)}


def test_wheel_holds_every_file_of_the_product_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert names == files_for_the_wheel()


def test_pages_are_read_in_each_language(host: Host) -> None:
    assert "the host's article: Our first article" in host.ok("/en/news/our-first-article/")
    assert "Notre premier article" in host.ok("/fr/news/our-first-article/")
    assert "Our first article" in host.ok("/uk/news/our-first-article/")


@pytest.mark.parametrize(
    "path",
    [
        "/en/networks/ukraine/",
        "/en/authorities/",
        "/en/authorities/statistics/",
        "/en/authorities/country/ua/",
        "/en/join/",
        "/en/terminology/",
        "/en/accessibility/",
    ],
)
def test_sections_wear_the_frame_with_the_footer_of_the_host(path: str, host: Host) -> None:
    assert "the host's own footer" in host.ok(path)


def test_api_lists_articles_with_pictures_of_the_host(host: Host) -> None:
    listed = json.loads(host.ok("/api/v1/news?locale=en"))["items"]

    assert [item["title"] for item in listed] == ["Our first article"]
    assert listed[0]["lead_image"]["renditions"]
    assert listed[0]["url"].endswith("/en/news/our-first-article/")
    assert "Notre premier article" in host.ok("/api/v1/news?locale=fr")
    assert host.answers["/api/v1/preview/unknown"][0] == 404


def test_authority_applies_by_the_form(host: Host) -> None:
    assert host.answers["apply"] == [302, "/en/join/?sent=1"]
    assert "To: mayor@town.example" in host.worked


def test_worker_makes_the_sizes_of_pictures(host: Host) -> None:
    made = {file.suffix for file in (host.folder / "media/images").iterdir()}

    assert made >= {".avif", ".webp", ".jpg"}


def test_front_end_shows_a_draft(host: Host) -> None:
    assert json.loads(host.ok("preview"))["title"] == "A draft"


def test_article_is_in_the_feed_and_found_by_the_search(host: Host) -> None:
    feed = feedparser.parse(host.ok("/en/news/feed/"))

    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["Our first article"]
    assert "/en/news/our-first-article/" in host.ok("/en/search/?q=first")
    assert "/en/news/our-first-article/" in host.ok("/api/v1/search?q=first&locale=en")


def test_calendar_and_sitemap_are_well_formed(host: Host) -> None:
    calendar = Calendar.from_ical(host.ok("/en/networks/ukraine/calendar.ics"))

    assert calendar["version"] == "2.0"
    assert "sitemap-fr-1.xml" in host.ok("/sitemap.xml")


def test_design_page_stays_off(host: Host) -> None:
    assert host.answers["/en/design/"][0] == 404


def test_publication_is_told_by_the_worker(host: Host) -> None:
    told = [json.loads(one.body) for one in host.received]

    assert {event["data"]["language"] for event in told} == {"en", "fr"}
    assert {event["type"] for event in told} == {"page.published"}


def test_screens_of_the_admin_open(host: Host) -> None:
    screens = {path: answer for path, answer in host.answers.items() if path.startswith("/admin/")}

    assert len(screens) > 8
    assert {path for path, (status, _body) in screens.items() if status != 200} == set()


def test_host_keeps_its_home_page_base_template_and_image_model(host: Host) -> None:
    assert "css/mysite.css" in host.ok("/en/")
    assert "css/mysite.css" in host.ok("/fr/")
    assert "css/mysite.css" not in host.ok("/en/authorities/")
    assert host.image_model == "home.HostImage"
