"""The wheel, in a project made by `wagtail start`, set up by the commands of docs/plugin.md."""

import json
import os
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from scripts.doc_commands import program
from scripts.working_copy import ROOT, copy_sources

pytestmark = pytest.mark.full

# Reads addresses in the host project and prints what they answer.
READ = """
import json, sys
from django.test import Client
client = Client()
answers = {path: client.get(path, headers={"accept-language": "en"}) for path in %r}
print(json.dumps({path: [a.status_code, a.content.decode()] for path, a in answers.items()}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `pip wheel .` builds it from the sources."""
    sources, target = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("wheel")
    copy_sources(sources)
    build = ["pip", "wheel", ".", "--no-deps", "--no-build-isolation", "--wheel-dir", str(target)]
    run([sys.executable, "-m", *build], sources)
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def host(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The host project's folder; its environment has our dependencies, our code as wheel only."""
    folder = tmp_path_factory.mktemp("host")
    venv.create(folder / ".venv", with_pip=True)
    packages = next((folder / ".venv/lib").glob("python*/site-packages"))
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()))
    (folder / wheel.name).write_bytes(wheel.read_bytes())
    commands = program((ROOT / "docs/plugin.md").read_text(encoding="utf-8"), set())
    run(["bash", "-c", commands], folder)
    return folder / "mysite"


def run(command: list[str], folder: Path) -> str:
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
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def read(host: Path, *paths: str) -> dict[str, tuple[int, str]]:
    """Status and body that the host project answers for each path."""
    printed = run(["python", "manage.py", "shell", "--no-imports", "-c", READ % (paths,)], host)
    return {path: (status, body) for path, (status, body) in json.loads(printed).items()}


def test_wheel_holds_templates_and_compiled_catalogues(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    assert {"cms/templates/cms/base.html", "cms/templates/news/news_page.html"} <= names
    catalogues = {path.with_suffix(".mo") for path in ROOT.glob("cms/locale*/*/LC_MESSAGES/*.po")}
    assert {str(path.relative_to(ROOT)) for path in catalogues} <= names


def test_wheel_leaves_out_what_belongs_to_the_site(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    own = (
        "home/",
        "cms/templates/home/",
        "cms/demo/",
        "cms/settings/",
        "tests/",
        "scripts/",
        "examples/",
    )
    assert not [name for name in names if name.startswith(own)]
    assert not {"cms/urls.py", "cms/wsgi.py"} & set(names)


def test_article_in_a_host_project_is_read_as_html_and_over_the_api(host: Path) -> None:
    answers = read(host, "/en/news/our-first-article/", "/api/v1/news")

    status, html = answers["/en/news/our-first-article/"]
    assert status == 200
    assert "Our first article</h1>" in html
    status, listing = answers["/api/v1/news"]
    assert status == 200
    assert "Our first article" in listing


def test_host_project_keeps_its_own_home_page(host: Path) -> None:
    status, html = read(host, "/en/")["/en/"]

    assert status == 200
    assert "css/mysite.css" in html


def test_host_project_can_replace_the_base_template(host: Path) -> None:
    override = host / "mysite/templates/cms/base.html"
    override.parent.mkdir()
    override.write_text("<p>the host's frame</p>{% block content %}{% endblock %}")

    status, html = read(host, "/en/news/our-first-article/")["/en/news/our-first-article/"]

    assert status == 200
    assert "the host's frame" in html
