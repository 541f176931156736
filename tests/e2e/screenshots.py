"""Takes pictures of every kind of public page, for people to look at.

usage: python -m tests.e2e.screenshots [--only NAME] [--languages en,uk,rom] [--widths 360,1280]
                                       [--schemes light,dark] [--direction rtl] [--fresh]

The pages are those of tests/e2e/demonstration.py; NAME is part of a name there, in any case. Each
picture shows the whole page: test-results/screens/NAME_LANGUAGE_WIDTH_SCHEME.png. A sheet,
test-results/screens/sheets/NAME.png, lays all pictures of a kind side by side.

The content is loaded once, into var/screens; `--fresh` loads it anew.
"""

import argparse
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import django
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Page as Window

if TYPE_CHECKING:
    from tests.e2e.demonstration import Address, Demonstration

ROOT = Path(__file__).resolve().parent.parent.parent
CONTENT = ROOT / "var" / "screens"
PICTURES = ROOT / "test-results" / "screens"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Pictures below the fold load when a reader comes near, which nobody does here; a window of another
# width may want other files. One that cannot be decoded ends the run.
PREPARE = """async (direction) => {
  const later = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  if (direction) document.documentElement.dir = direction;
  const images = [...document.images];
  for (const image of images) Object.assign(image, {loading: "eager", decoding: "sync"});
  await document.fonts.ready;
  await later(100);
  while (!images.every((image) => image.complete)) await later(50);
  await Promise.all(images.map((image) => image.decode()));
}"""
# A sheet shows a wide page at half its size, a narrow one as it is; between them is a gap.
WIDE = 700
GAP = 24


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Take pictures of every kind of public page.")
    parser.add_argument("--only", default="", help="part of the name of a kind")
    parser.add_argument("--languages", default="en,uk,rom")
    parser.add_argument("--widths", default="360,1280", help="in pixels")
    parser.add_argument("--schemes", default="light,dark")
    parser.add_argument("--direction", default="", help="rtl: as if written from right to left")
    parser.add_argument("--fresh", action="store_true", help="load the content anew")
    return parser.parse_args()


def prepare(fresh: bool) -> None:
    """Set Django up with a database and files of its own."""
    if fresh:
        shutil.rmtree(CONTENT, ignore_errors=True)
    CONTENT.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATABASE_URL": f"sqlite:///{CONTENT / 'db.sqlite3'}",
        "VAR_DIR": str(CONTENT),
        # Playwright keeps an event loop in this thread.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
    django.setup()


@contextmanager
def demonstration_served() -> Iterator["Demonstration"]:
    """The demonstration on a server, with faults answered as in production."""
    from django.core.management import call_command
    from django.test.utils import setup_test_environment, teardown_test_environment
    from pytest_django.live_server_helper import LiveServer

    from tests.e2e import demonstration

    setup_test_environment(debug=False)
    call_command("migrate", verbosity=0)
    secrets = CONTENT / "secrets.json"
    if not secrets.exists():
        secrets.write_text(json.dumps(demonstration.load()), encoding="utf-8")
    server = LiveServer("localhost")
    yield demonstration.Demonstration(server.url, json.loads(secrets.read_text(encoding="utf-8")))
    server.stop()
    teardown_test_environment()


def slug(name: str) -> str:
    """A kind's name as a file may be called."""
    return name.replace(",", "").replace(" ", "-").lower()


def take(
    window: Window, demo: "Demonstration", address: "Address", wanted: argparse.Namespace
) -> list[Path]:
    """Take every picture of one kind of page; returns where they are."""
    files: list[Path] = []
    for language in wanted.languages.split(","):
        # What is done on the page can be done at every width: also what only phones have.
        window.set_viewport_size({"width": 320, "height": 800})
        window.goto(demo.address(address.path, language))
        address.act(window)
        for width in wanted.widths.split(","):
            window.set_viewport_size({"width": int(width), "height": 800})
            window.evaluate(PREPARE, wanted.direction)
            for scheme in wanted.schemes.split(","):
                window.emulate_media(color_scheme=scheme)
                parts = (slug(address.name), language, width, scheme, wanted.direction)
                files.append(PICTURES / f"{'_'.join(filter(None, parts))}.png")
                window.screenshot(path=files[-1], full_page=True)
    return files


def lay_out(files: list[Path], sheet: Path) -> None:
    """Write a sheet with the pictures side by side, the narrow ones first."""
    pictures = []
    for file in files:
        with Image.open(file) as whole:
            reduced = min(1, WIDE / whole.width)
            size = (round(whole.width * reduced), round(whole.height * reduced))
            pictures.append(whole.convert("RGB").resize(size, Image.Resampling.LANCZOS))
    pictures.sort(key=lambda picture: picture.width)
    width = sum(picture.width + GAP for picture in pictures)
    paper = Image.new("RGB", (width, max(picture.height for picture in pictures)), "grey")
    left = 0
    for picture in pictures:
        paper.paste(picture, (left, 0))
        left += picture.width + GAP
    paper.save(sheet)


def take_all(browser: Browser, demo: "Demonstration", wanted: argparse.Namespace) -> None:
    """Take the pictures and lay out the sheets of all kinds that are wanted."""
    from tests.e2e.demonstration import ADDRESSES, FURTHER

    (PICTURES / "sheets").mkdir(parents=True, exist_ok=True)
    window = browser.new_context(reduced_motion="reduce").new_page()
    # A typeface that comes late is not used: once here, it is on time for all that follows.
    for language in wanted.languages.split(","):
        window.goto(demo.address("/en/", language))
        window.evaluate(PREPARE, "")
    for address in (*ADDRESSES, *FURTHER):
        if wanted.only.lower() in address.name.lower():
            files = take(window, demo, address, wanted)
            lay_out(files, PICTURES / "sheets" / f"{slug(address.name)}.png")
            print(f"{address.name}: {len(files)} pictures", flush=True)


def main() -> None:
    wanted = arguments()
    prepare(wanted.fresh)
    with demonstration_served() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        take_all(browser, demo, wanted)
        browser.close()


if __name__ == "__main__":
    main()
