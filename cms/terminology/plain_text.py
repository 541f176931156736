"""The words of a passage of HTML, as a reader meets them."""

from collections import defaultdict
from html.parser import HTMLParser

# What these hold stands on lines of its own; any other tag may stand within a word.
LINES = frozenset(
    "address article aside blockquote body br caption dd details div dl dt embed fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr iframe img li main nav ol p pre"
    " section summary table tbody td tfoot th thead tr ul".split()
)
NOT_READ = frozenset(["script", "style", "template"])
# What stands in a text for a passage in another language; no word, and no end of a sentence.
OMITTED = "⟨…⟩"
# The key of the words in the language of the text itself.
OWN = ""


def plain_texts(html: str) -> dict[str, str]:
    """The words of `html` by language: those of its own under OWN, passages in others by code.

    `<b>Gyp</b>sies` is one word; a paragraph, a cell or a passage in another language is a line.
    Labels of links and the alternative text of pictures belong to it.
    """
    reader = Reader()
    reader.feed(html)
    reader.close()
    return {code: in_lines("".join(parts)) for code, parts in reader.parts.items()}


def in_lines(text: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


class Reader(HTMLParser):
    """Collects the words in `parts` by language."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: dict[str, list[str]] = defaultdict(list, {OWN: []})
        # The language of each span that is open.
        self.languages = [OWN]
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in NOT_READ
        words = self.parts[self.languages[-1]]
        if tag in LINES:
            # Wagtail writes a picture within running text as `<embed alt="…">`.
            words += ["\n", dict(attrs).get("alt") or "", "\n"]
        elif tag == "span":
            self.languages.append(dict(attrs).get("lang") or self.languages[-1])
            if self.parts[self.languages[-1]] is not words:
                words.append(OMITTED)

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in NOT_READ and self.unread > 0
        if tag in LINES:
            self.parts[self.languages[-1]].append("\n")
        elif tag == "span" and len(self.languages) > 1:
            code = self.languages.pop()
            if code != self.languages[-1]:
                self.parts[code].append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.parts[self.languages[-1]].append(data)
