"""What is found in a page or snippet, and where."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import models

from cms.terminology import exemptions
from cms.terminology.matching import Finding, find_terms
from cms.terminology.models import Exemption
from cms.terminology.places import Place, date_of, places_of
from cms.terminology.sentences import digest, sentence_at


@dataclass(frozen=True)
class PlacedFinding:
    """A term that was found, its place, the sentence around it, and why it passes (if it does)."""

    place: Place
    finding: Finding
    sentence: str
    exemption: Exemption | None

    @property
    def is_blocking(self) -> bool:
        """Whether it keeps the page or snippet from being published."""
        return self.finding.severity == "block" and self.exemption is None

    @property
    def occurrence(self) -> tuple[str, str, str]:
        """What an exemption is granted to: path, digest of the sentence, words."""
        return self.place.path, *self.words

    @property
    def words(self) -> tuple[str, str]:
        """The same wherever it stands: digest of the sentence, words."""
        return digest(self.sentence), self.finding.match


def findings_in(
    instance: models.Model, fields: Collection[str] | None = None
) -> list[PlacedFinding]:
    """What is found in `instance` as it is in memory, in the order of its places.

    `fields` are the names of the fields and child rows to look at; None stands for all. The
    exemptions of all findings are read in one query, without findings in none.
    """
    found = list(found_in(instance, fields))
    granted = {}
    if found:
        granted = {
            (exemption.path, exemption.sentence_digest, exemption.words): exemption
            for exemption in exemptions.exemptions_of(instance)
        }
    return [
        PlacedFinding(one.place, one.finding, one.sentence, granted.get(one.occurrence))
        for one in found
    ]


def found_in(instance: models.Model, fields: Collection[str] | None) -> Iterator[PlacedFinding]:
    """The same, as if no exemption had been granted."""
    day = date_of(instance)
    for place in places_of(instance, fields):
        for finding in find_terms(place.text, place.language, day):
            sentence = sentence_at(place.text, finding.start, finding.end)
            yield PlacedFinding(place, finding, sentence, None)
