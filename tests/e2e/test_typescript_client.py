"""examples/typescript, from `npm ci` to the pages that it writes out of the demonstration."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import html5lib
import pytest
from wagtail.images import get_image_model

from cms.picture_sizes import make_missing
from scripts.working_copy import ROOT
from tests import factories
from tests.e2e.demonstration import Demonstration, english_page

# All with the database, so that they run together, before the tests that leave it empty: nothing
# could be loaded into it then. In one group: the program is built once.
pytestmark = [pytest.mark.e2e, pytest.mark.django_db, pytest.mark.xdist_group("typescript")]

# What npm and the program leave in the folder.
MADE = shutil.ignore_patterns("node_modules", "dist", "pages", "schema.ts", ".answers.json")
TREE = html5lib.getTreeBuilder("lxml")
CONTRACT = "tests/api/openapi.json"
NETWORK = "/en/networks/ukraine/"
TRANSLATED = "/en/news/launch-2013/"
TRANSLATED_TITLE = "Започатковано Альянс міст і регіонів за інклюзію ромів"
ENGLISH_ALONE = "/en/news/tagged/"
TITLE = 'A <b>title</b> with "marks" & more'
# How each block of the article is found on its page.
BLOCKS = {
    "heading": "//h2[@id][. = 'A heading']",
    "paragraph": "//p/a[. = 'a link']",
    "image": "//figure/picture[source[@type = 'image/webp']]/img[@alt = 'Roofs']",
    "quote": "//figure[blockquote[@lang = 'fr']]/figcaption[. = 'A mayor']",
    "links": "//li[. = 'No address'][not(a)]",
    "document": "//a[. = 'The text']",
    "callout": "//aside[h2 = 'Good to know']",
    "table": "//table[caption = 'Participants']//td[. = 'Tivat']",
    "video": "//section[.//a[. = 'A video']]//details",
}


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def must(folder: Path, *command: str) -> str:
    done = run(folder, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example, installed and built at its place beside the contract."""
    copy = tmp_path_factory.mktemp("clone")
    (copy / CONTRACT).parent.mkdir(parents=True)
    shutil.copy(ROOT / CONTRACT, copy / CONTRACT)
    folder = shutil.copytree(
        ROOT / "examples/typescript", copy / "examples/typescript", ignore=MADE
    )
    must(folder, "npm", "ci", "--no-audit", "--no-fund")
    must(folder, "npm", "run", "build")
    return folder


def write(program: Path, site: str) -> str:
    """What the program says of the pages that it writes."""
    return must(program, "npm", "start", "--", site, TRANSLATED, ENGLISH_ALONE, NETWORK)


@pytest.fixture(scope="module")
def written(program: Path, demonstration_server: Demonstration) -> str:
    """The pages of two articles, one of all blocks in English alone, a network, the directory."""
    news = english_page("/en/news/")
    assert news
    blocks = factories.all_blocks(news)
    next(block for block in blocks if block["type"] == "quote")["value"]["language"] = "fr"
    factories.news_page(
        news, title=TITLE, slug="tagged", body=json.dumps(blocks), date_precision="month"
    )
    # A test commits nothing, so that no task makes the sizes.
    for picture in get_image_model().objects.filter(renditions=None):
        make_missing(picture, slow=False)
    return write(program, demonstration_server.url)


def pages(program: Path, pattern: str = "**/*.html") -> dict[Path, Any]:
    """Parsed pages by file; what is no valid markup is an error."""
    found = {}
    for file in sorted((program / "pages").glob(pattern)):
        parser = html5lib.HTMLParser(TREE, strict=True, namespaceHTMLElements=False)
        found[file] = parser.parse(file.read_text(encoding="utf-8")).getroot()
    return found


def page_titled(program: Path, pattern: str, title: str) -> Any:
    """The page with that heading."""
    found = pages(program, pattern).values()
    return next(page for page in found if title in page.xpath("//h1/text()"))


def test_pages_of_both_languages_lead_to_each_other(program: Path, written: str) -> None:
    found = pages(program)

    count = {code: len(pages(program, f"{code}/**/*.html")) for code in ("en", "uk")}
    assert count["en"] == count["uk"] > 4
    for file, page in found.items():
        assert page.get("lang") == file.relative_to(program / "pages").parts[0]
        assert page.get("dir") == "ltr"
        local = [href for href in page.xpath("//a/@href") if not urlsplit(href).scheme]
        assert len(local) >= 2
        assert not [href for href in local if (file.parent / href).resolve() not in found]
    assert page_titled(program, "uk/news/*.html", TRANSLATED_TITLE) is not None


def test_unchanged_answers_are_not_sent_again(
    program: Path, written: str, demo: Demonstration, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {file: file.read_bytes() for file in pages(program)}

    again = write(program, demo.url)

    requests, unchanged = re.findall(r"(\d+) (?:requests|unchanged)", again)
    assert requests == unchanged
    assert before == {file: file.read_bytes() for file in before}
    with capsys.disabled():
        for output in (written, again):
            print("\nTypeScript client:", output.splitlines()[-1], end="")  # noqa: T201


def test_article_shows_every_block_and_says_that_it_is_not_translated(
    program: Path, written: str, demo: Demonstration
) -> None:
    english = page_titled(program, "en/news/*.html", TITLE)
    ukrainian = page_titled(program, "uk/news/*.html", TITLE)

    for page in (english, ukrainian):
        assert not [kind for kind, where in BLOCKS.items() if not page.xpath(where)]
        assert page.xpath("//link[@rel='canonical']/@href") == [demo.url + ENGLISH_ALONE]
        assert page.xpath("//link[@rel='alternate']/@hreflang") == ["en"]
        assert page.xpath("//article//time[@datetime = '2019-02']")
    assert ukrainian.xpath("//h1/@lang") == ["en"]
    assert "English" in "".join(ukrainian.xpath("//main/p[@role='note']/text()"))
    assert not english.xpath("//main/p[@role='note']")


def test_article_leads_on_to_related_ones_in_the_language_of_the_page(
    program: Path, written: str, demo: Demonstration
) -> None:
    page = page_titled(program, "uk/news/*.html", TRANSLATED_TITLE)

    [links] = page.xpath("//h2[. = 'Більше про це']/following-sibling::ul[1]")
    assert links.xpath("li/a[starts-with(@href, $site)]", site=f"{demo.url}/uk/news/")


def test_network_shows_its_meetings_in_the_language_of_the_page(
    program: Path, written: str
) -> None:
    [page] = pages(program, "uk/networks/*.html").values()

    assert "Місцеві заходи з безпеки ромів" in page.xpath(
        "//h2[. = 'Зустрічі']/following::a/text()"
    )
    assert "Місто Львів" in page.xpath("//h2[. = 'Засновники']/following::li/text()")
    assert page.xpath("//strong[. = 'Скасовано']")


def test_directory_has_every_authority_once(
    program: Path, written: str, demo: Demonstration
) -> None:
    with urlopen(f"{demo.url}/api/v1/authorities") as answer:
        count = json.load(answer)["count"]

    for code in ("en", "uk"):
        parts = pages(program, f"{code}/authorities/*.html").values()
        links = [href for page in parts for href in page.xpath("//tbody//th/a/@href")]
        assert len(links) == len(set(links)) == count


def test_refusal_of_the_api_is_said_with_its_reason(program: Path, demo: Demonstration) -> None:
    done = run(program, "npm", "start", "--", demo.url, "/en/nowhere/")

    assert done.returncode == 1
    assert "404 Not Found: There is nothing at this address." in done.stderr


def test_types_of_a_running_site_are_those_of_the_recorded_contract(
    program: Path, demo: Demonstration
) -> None:
    recorded = (program / "src/schema.ts").read_text(encoding="utf-8")

    must(program, "npm", "run", "types", "--", f"{demo.url}/api/v1/openapi.json")

    assert (program / "src/schema.ts").read_text(encoding="utf-8") == recorded


def test_compiler_refuses_a_block_that_the_program_does_not_show(
    program: Path, tmp_path: Path
) -> None:
    contract = json.loads((ROOT / CONTRACT).read_text(encoding="utf-8"))
    schemas = contract["components"]["schemas"]
    schemas["PollBlock"] = json.loads(json.dumps(schemas["QuoteBlock"]).replace("quote", "poll"))
    for schema in schemas.values():
        body = schema.get("properties", {}).get("body", {})
        if "items" in body:
            new = {"$ref": "#/components/schemas/PollBlock"}
            body["items"]["oneOf"].append(new)
            body["items"]["discriminator"]["mapping"]["poll"] = new["$ref"]
    (tmp_path / "openapi.json").write_text(json.dumps(contract), encoding="utf-8")
    folder = shutil.copytree(program, tmp_path / "program", ignore=MADE)
    (folder / "node_modules").symlink_to(program / "node_modules")

    must(folder, "npm", "run", "types", "--", str(tmp_path / "openapi.json"))
    done = run(folder, "npx", "tsc")

    assert done.returncode != 0
    assert re.search(r"src/blocks\.ts.*\"poll\".* type 'never'", done.stdout)
