"""The words of a passage of HTML, as a reader meets them."""

from html.parser import HTMLParser

# What these hold stands on lines of its own; any other tag may stand within a word.
LINES = frozenset(
    "address article aside blockquote body br caption dd details div dl dt embed fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr iframe img li main nav ol p pre"
    " section summary table tbody td tfoot th thead tr ul".split()
)
NOT_READ = frozenset(["script", "style", "template"])


def plain_text(html: str) -> str:
    """The words of `html`: `<b>Gyp</b>sies` is one word, a paragraph or cell is a line.

    Labels of links and the alternative text of pictures belong to it.
    """
    reader = Reader()
    reader.feed(html)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class Reader(HTMLParser):
    """Collects the words in `parts`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in NOT_READ
        if tag in LINES:
            # Wagtail writes a picture within running text as `<embed alt="…">`.
            self.parts += ["\n", dict(attrs).get("alt") or "", "\n"]

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in NOT_READ and self.unread > 0
        if tag in LINES:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.parts.append(data)
