"""What pages weigh for a reader who comes for the first time, on a phone.

usage: python -m benchmarks.weight [ADDRESS]

Serves the demonstration content as a real site would (benchmarks.served_site), or reads a site
that is served at ADDRESS; opens each page in Chromium with an empty cache, scrolls to its end, and
prints what went over the wire, headers included: bytes by kind of file, files that block the first
paint, requests to other hosts, and the layout shift. Ends with status 1 if a limit is passed.
"""

import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, sync_playwright

from benchmarks.pages import fetch, pages_of
from benchmarks.served_site import served

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
LANGUAGES = ("en", "fr", "uk", "rom")
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
}
KINDS = ("Document", "Stylesheet", "Script", "Font", "Image")
ARTICLE, BARE_ARTICLE = "article", "article, no pictures"
# The map is the most that any page has in its markup.
LIMITS_KB = {BARE_ARTICLE: 60, "directory": 75}
# Chromium's own measure of what moves; 0.1 is where it stops to call a page good.
SHIFT_LIMIT = 0.01

WATCH_SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
SCROLL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 500) {
    window.scrollTo({top: y, behavior: "instant"});
    await new Promise((done) => setTimeout(done, 60));
  }
}"""
# Chromium says of each file whether the first paint waits for it.
BLOCKING = """() => performance.getEntriesByType("resource")
  .filter((entry) => entry.renderBlockingStatus === "blocking").length"""


@dataclass
class Weight:
    """What one page made Chromium load."""

    bytes_by_kind: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    elsewhere: set[str] = field(default_factory=set)
    blocking: int = 0
    shift: float = 0.0

    @property
    def kilobytes(self) -> float:
        return sum(self.bytes_by_kind.values()) / 1000


def record(session: CDPSession, host: str) -> Weight:
    """A weight that grows with what the page of `session` loads."""
    weight = Weight()
    kinds: dict[str, str] = {}

    def answered(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]

    def asked(event: dict[str, Any]) -> None:
        url = urlsplit(event["request"]["url"])
        if url.scheme.startswith("http") and url.netloc != host:
            weight.elsewhere.add(url.netloc)

    def finished(event: dict[str, Any]) -> None:
        kind = kinds.get(event["requestId"], "Other")
        weight.bytes_by_kind[kind if kind in KINDS else "Other"] += int(event["encodedDataLength"])
        weight.requests += 1

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    return weight


def weigh(browser: Browser, url: str, *, with_pictures: bool = True) -> Weight:
    """Opens `url` with an empty cache; raises ValueError for any answer but 200.

    All articles of the demonstration have pictures: without, these are not fetched.
    """
    context = browser.new_context(**PHONE)
    if not with_pictures:
        context.route("**/media/**", lambda route: route.abort())
    page = context.new_page()
    page.add_init_script(WATCH_SHIFTS)
    weight = record(context.new_cdp_session(page), urlsplit(url).netloc)
    response = page.goto(url, wait_until="networkidle")
    if response is None or response.status != 200:
        raise ValueError(f"{url} answered {response.status if response else 'nothing'}")
    page.evaluate(SCROLL)
    page.wait_for_load_state("networkidle")
    weight.blocking = page.evaluate(BLOCKING)
    weight.shift = page.evaluate("window.shift")
    context.close()
    return weight


def faults(kind: str, weight: Weight) -> list[str]:
    """Limits that a page of this kind passes, in words."""
    found = []
    limit = LIMITS_KB.get(kind)
    if limit is not None and weight.kilobytes > limit:
        found.append(f"over {limit} KB")
    if weight.blocking > 1:
        found.append("more than one blocking file")
    if weight.elsewhere:
        found.append("asks " + ", ".join(sorted(weight.elsewhere)))
    if weight.shift > SHIFT_LIMIT:
        found.append("moves")
    return found


def row(kind: str, language: str, weight: Weight) -> str:
    """A line of the table."""
    kinds = "".join(f"{weight.bytes_by_kind[name]:12}" for name in (*KINDS, "Other"))
    return (
        f"{kind:24}{language:5}{weight.kilobytes:7.1f}{weight.requests:7}{kinds}"
        f"{weight.blocking:10}{weight.shift:8.3f}  {'; '.join(faults(kind, weight))}"
    )


def measure(address: str) -> bool:
    """Prints the table; whether all pages keep the limits."""
    heading = "".join(f"{kind:>12}" for kind in (*KINDS, "Other"))
    print(f"{'page':24}{'':5}{'KB':>7}{'files':>7}{heading}{'blocking':>10}{'shift':>8}")
    is_good = True
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        for language in LANGUAGES:
            for kind, path in pages_of(address, language):
                # The first reader fills caches; the others are what is measured.
                fetch(address + path)
                weights = {kind: weigh(browser, address + path)}
                if kind == ARTICLE:
                    weights[BARE_ARTICLE] = weigh(browser, address + path, with_pictures=False)
                for name, weight in weights.items():
                    is_good = is_good and not faults(name, weight)
                    print(row(name, language, weight), flush=True)
        browser.close()
    return is_good


def main() -> int:
    if len(sys.argv) > 1:
        return 0 if measure(sys.argv[1].rstrip("/")) else 1
    with served() as address:
        return 0 if measure(address) else 1


if __name__ == "__main__":
    sys.exit(main())
