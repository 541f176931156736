"""Lists the discouraged terms in what readers see; for continuous integration and cron."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.db import models
from django.utils.text import capfirst
from wagtail.models import Page

from cms.languages import site_languages
from cms.terminology.crude_search import CrudeSearch
from cms.terminology.exemptions import Grants
from cms.terminology.findings import PlacedFinding, found_in
from cms.terminology.matching import matcher_for
from cms.terminology.site_texts import versions

BLOCK, WARN = "block", "warn"
# What makes the command fail, by the severity that was asked for.
FAILING = {BLOCK: {BLOCK}, WARN: {BLOCK, WARN}}


class Command(BaseCommand):
    """Prints each finding with its place, and fails if one is as severe as was asked for."""

    help = (
        "Lists the discouraged terms in everything that is published: place, words, what to use "
        "instead. Ends with status 1 if one of them is as severe as --fail-on says."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", choices=site_codes(), help="only texts of this language")
        parser.add_argument("--fail-on", choices=sorted(FAILING), default=BLOCK)

    def handle(
        self, *args: Any, language: str | None, fail_on: str, verbosity: int, **options: Any
    ) -> None:
        counts: Counter[str] = Counter()
        for instance, placed in findings_in_public([language] if language else site_codes()):
            counts[placed.finding.severity] += 1
            self.stdout.write(line_of(instance, placed))
        self.stderr.write(f"{counts[BLOCK]} that block, {counts[WARN]} that warn.")
        if any(counts[severity] for severity in FAILING[fail_on]):
            raise SystemExit(1)


def site_codes() -> list[str]:
    return [language.code for language in site_languages()]


def findings_in_public(
    languages: list[str],
) -> Iterator[tuple[models.Model, PlacedFinding]]:
    """What is found in published texts and not exempted, with the page or snippet it is in."""
    grants = Grants()
    search = CrudeSearch(matcher_for(language) for language in languages)
    for version in versions(search, languages):
        for placed in found_in(version.instance, None):
            if placed.place.language not in languages:
                continue
            words = placed.finding.match
            if not grants.cover(version.instance, placed.place.path, placed.sentence, words):
                yield version.instance, placed


def line_of(instance: models.Model, placed: PlacedFinding) -> str:
    """A finding on one line: severity, language, where, words with their position, alternatives."""
    finding = placed.finding
    where = instance.url if isinstance(instance, Page) else None
    name = where or f"{capfirst(instance._meta.verbose_name)} {instance.pk}"
    instead = f" (use: {', '.join(finding.alternatives)})" if finding.alternatives else ""
    return (
        f"{finding.severity} {placed.place.language} {name} {placed.place.path}:"
        f"{finding.start + 1}: {finding.match}{instead}"
    )
