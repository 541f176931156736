"""What a reader's address asks the search for."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from cms.site.search.models import Kind
from cms.site.search.service import LONGEST_TEXT

PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


@dataclass(frozen=True)
class Wish:
    """The query of an address: text, kind (None: all), page of the list, and fallback."""

    text: str
    kind: Kind | None
    page: int
    fallback: bool

    def query(self, *, kind: Kind | None, fallback: bool) -> str:
        """The same text with another choice, from the first page on; as part of an address."""
        chosen = {"q": self.text, "type": kind or "", "fallback": "1" if fallback else ""}
        return urlencode({name: value for name, value in chosen.items() if value})


def read_wish(request: HttpRequest) -> Wish:
    """Raises Http404 for a kind or a page that no list has."""
    words = request.GET.get("q", "").split()
    typed = "".join(one for one in " ".join(words) if one.isprintable())
    name, number = request.GET.get("type", ""), request.GET.get("page", "1")
    if (name and name not in Kind.values) or not PAGE_NUMBER.fullmatch(number):
        raise Http404
    return Wish(
        text=typed.strip()[:LONGEST_TEXT].strip(),
        kind=Kind(name) if name else None,
        page=int(number),
        fallback=request.GET.get("fallback") == "1",
    )
