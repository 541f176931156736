"""What is asked, and what is found for it."""

from dataclasses import dataclass

from django.conf import settings

from cms.site.search.words import telling_words


@dataclass(frozen=True)
class Question:
    """What is asked: folded text, the reader's language, and where.

    Beneath the tree paths in `hidden` everything is private, as `cms.privacy` says at this moment.
    """

    folded: str
    language: str
    site_id: int
    hidden: tuple[str, ...]
    fallback: bool = False

    @property
    def words(self) -> list[str]:
        return telling_words(self.folded, self.language)

    @property
    def languages(self) -> list[str]:
        """The reader's language first; the others only where their texts stand in."""
        others = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
        return list(dict.fromkeys([self.language, *(others if self.fallback else ())]))


@dataclass(frozen=True)
class Found:
    """A row of the answer; `key` is that of a SearchEntry, or of an Authority by its kind."""

    kind: str
    key: int
