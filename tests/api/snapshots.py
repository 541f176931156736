"""Files that say what the API answers; a difference is a change of the contract.

`python -m tests.api.record` writes them anew, after a change that is meant.
"""

import json
from pathlib import Path
from typing import Any

from tests.api import compatibility

HERE = Path(__file__).parent
CONTRACT, ARTICLE = "openapi.json", "news_article.json"


def read(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def write(name: str, content: Any) -> None:
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    (HERE / name).write_text(text, encoding="utf-8")


def check(name: str, content: Any) -> None:
    """Compare `content` with the file `name`."""
    assert read(name) == json.loads(json.dumps(content)), (
        f"The API differs from tests/api/{name}. If that is meant: python -m tests.api.record, "
        "and say in the changelog what changes for its users."
    )


def refuse_breaks(document: dict[str, Any]) -> None:
    """Raise AssertionError where clients of the recorded contract would break with `document`.

    A contract that breaks with it is another version of the API, at another address.
    """
    recorded, current = read(CONTRACT), json.loads(json.dumps(document))
    if compatibility.major(recorded) == compatibility.major(current):
        found = compatibility.breaks(recorded, current)
        assert found == [], "Clients of this version of the API would break: " + "; ".join(found)
