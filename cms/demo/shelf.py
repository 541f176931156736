"""What the builder has made so far, by the keys that the files use."""

from dataclasses import dataclass, field

from wagtail.models import Locale, Page

from cms.models import Organisation
from cms.terminology.models import Concept
from network.models import Authority, MeetingPage, NetworkPage
from news.models import Topic


@dataclass
class Shelf:
    """Things that texts and rows refer to; each lookup raises KeyError for an unknown key."""

    locales: dict[str, Locale] = field(default_factory=dict)
    images: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    networks: dict[str, NetworkPage] = field(default_factory=dict)
    meetings: dict[str, MeetingPage] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    authorities: dict[str, Authority] = field(default_factory=dict)

    def image(self, key: str) -> int:
        return self.images[key]

    def document(self, key: str) -> int:
        return self.documents[key]

    def page(self, key: str) -> int:
        return self.pages[key].pk

    def concept(self, key: str) -> str:
        return self.concepts[key].identifier
