"""Prints a table of all workloads: figures at both scales, and how they grow. `make bench`."""

import json
import os
import subprocess
import sys

from benchmarks.workloads import LARGE, SMALL, WORKLOADS

COLUMNS = ("queries", "ms", "bytes")


def output_of(module: str, *arguments: str) -> str:
    """What a module prints in a process of its own."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", module, *arguments],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def run(name: str, articles: int) -> dict[str, float]:
    """Figures of one workload."""
    return json.loads(output_of("benchmarks.measure", name, str(articles)).splitlines()[-1])


def main() -> None:
    heading = [f"{column} {scale}" for column in COLUMNS for scale in (SMALL, LARGE)]
    print(f"{'workload':16}" + "".join(f"{text:>12}" for text in heading) + f"{'slope':>8}")
    for workload in WORKLOADS:
        small, large = run(workload.name, SMALL), run(workload.name, LARGE)
        figures = [f"{scale[column]:12.0f}" for column in COLUMNS for scale in (small, large)]
        growth = (large["queries"] - small["queries"]) / (LARGE - SMALL)
        print(f"{workload.name:16}" + "".join(figures) + f"{growth:8.2f}", flush=True)
    print(
        "Scales are articles in one language; slope is queries per further article. Time: "
        "median of 20 requests in a warm process, on this machine as busy as it is now."
    )
    print("\n" + output_of("benchmarks.terminology"))
    print("\n" + output_of("benchmarks.impact"))
    print("\n" + output_of("benchmarks.exchange"))


if __name__ == "__main__":
    main()
