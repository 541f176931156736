"""Prints Lighthouse's scores by page; started by benchmarks/lighthouse/run.sh."""

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

from benchmarks.pages import pages_of
from benchmarks.served_site import served

INSTALLED = Path(__file__).parent / "lighthouse" / "node_modules"
LIGHTHOUSE = INSTALLED / "lighthouse" / "cli" / "index.js"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
LANGUAGES = ("en", "uk")
KINDS = ("home", "news list", "article", "network", "directory")
# The least score of each category, of 100.
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def report_on(url: str) -> dict[str, Any]:
    """Lighthouse's report on the page at `url`, as on a phone with a slow connection.

    On a busy machine Chromium's trace may lack its beginning: then Lighthouse is asked again, and
    CalledProcessError is raised at the third time.
    """
    command = [
        "node",
        str(LIGHTHOUSE),
        url,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(WANTED)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    for is_last in (False, False, True):
        done = subprocess.run(
            command,
            env={**os.environ, "CHROME_PATH": CHROMIUM},
            stdout=subprocess.PIPE,
            check=is_last,
        )
        if done.returncode == 0:
            break
    return json.loads(done.stdout)


def scores_of(report: dict[str, Any]) -> dict[str, int]:
    """Score by category, of 100."""
    return {name: round(report["categories"][name]["score"] * 100) for name in WANTED}


def complaints(report: dict[str, Any]) -> list[str]:
    """What cost points, in Lighthouse's words."""
    found = []
    for name in WANTED:
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                found.append(f"{name}: {audit['title']} {audit.get('displayValue', '')}".rstrip())
    return found


def measure(address: str) -> bool:
    """Prints the table; whether all scores are reached."""
    is_good = True
    print(f"{'page':24}{'':4}" + "".join(f"{name:>16}" for name in WANTED))
    for language in LANGUAGES:
        for kind, path in pages_of(address, language):
            if kind not in KINDS:
                continue
            # The first reader fills caches; the others are what is measured.
            urllib.request.urlopen(address + path, timeout=120).close()  # noqa: S310 (ours)
            report = report_on(address + path)
            scores = scores_of(report)
            is_good = is_good and all(scores[name] >= least for name, least in WANTED.items())
            print(f"{kind:24}{language:4}" + "".join(f"{scores[name]:16}" for name in WANTED))
            for words in complaints(report):
                print(f"    {words}")
            sys.stdout.flush()
    return is_good


def main() -> int:
    if len(sys.argv) > 1:
        return 0 if measure(sys.argv[1].rstrip("/")) else 1
    with served() as address:
        return 0 if measure(address) else 1


if __name__ == "__main__":
    sys.exit(main())
