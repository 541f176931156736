"""Questions of bad intent to the API, and what they cost; none may take LIMIT_MS or fail."""

import statistics
import time
import urllib.error
import urllib.request

REPEATS, LIMIT_MS = 5, 200
QUESTIONS = (
    "news?page=2147483647",
    "news?page=99999999999999999999",
    "news?page_size=100000",
    "news?cursor=" + "A" * 1000,
    "news?q=" + "a%20" * 50,
    "news?q=" + "(a%2B)%2B" * 20 + "b",
    "news?q=%25%25%25%25%5F%5F%5F",
    "news?q=%00",
    "news?locale=xx",
    "news?locale=en&locale=fr",
    "news?topic=" + "a" * 300,
    "news?" + "&".join(f"a{number}=1" for number in range(500)),
    "resolve?path=" + "/a" * 500,
    "resolve?path=%2F%2Fexample.org%2F..%2F..%2F%00",
    "search?q=" + "a%20" * 50,
    "search?q=" + "%22" * 100,
    "authorities?q=" + "%27%3B--" * 20,
    "news/0",
    "news/99999999999999999999",
    "news/%00",
)


def measure(root: str) -> None:
    """Print what the slowest answer takes, and any that failed; `root` is the API's address."""
    slowest = (0.0, "")
    for path in QUESTIONS:
        times = []
        for _repeat in range(REPEATS):
            started = time.perf_counter()
            status = status_of(root + path)
            times.append((time.perf_counter() - started) * 1000)
            if status >= 500:
                print(f"answered {status}: {path}")
        slowest = max(slowest, (statistics.median(times), f"{status} {path[:60]}"))
    print(
        f"\n{len(QUESTIONS)} hostile questions to {root}, the slowest: {slowest[0]:.0f} ms"
        f" (at most {LIMIT_MS}), {slowest[1]}"
    )


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=60) as response:  # noqa: S310 (our own)
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
