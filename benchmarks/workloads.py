"""What is measured: addresses, and the content that is there when they are read."""

from dataclasses import dataclass

SMALL, LARGE = 5, 50


@dataclass(frozen=True)
class Workload:
    """One address of a site with `SMALL`, then `LARGE`, articles in one language."""

    name: str
    path: str


WORKLOADS = (
    Workload("home", "/en/"),
    Workload("news list", "/en/news/"),
    Workload("article", "/en/news/first/"),
    Workload("network page", "/en/networks/ukraine/"),
    Workload("RSS feed", "/en/news/feed/"),
    Workload("API news list", "/api/v1/news?locale=en"),
    Workload("API article", "/api/v1/news/{article}"),
)
