"""Files that say what the API answers; a difference is a change of the contract."""

import json
import os
from pathlib import Path
from typing import Any

from tests.api import compatibility

HERE = Path(__file__).parent
RENEW = "RENEW_SNAPSHOTS"


def check(name: str, content: Any) -> None:
    """Compare `content` with the file `name`; with RENEW_SNAPSHOTS=1 write the file instead."""
    file = HERE / name
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    if os.environ.get(RENEW) == "1":
        file.write_text(text, encoding="utf-8")
    assert json.loads(file.read_text(encoding="utf-8")) == json.loads(text), (
        f"The API differs from tests/api/{name}. If that is meant: {RENEW}=1 pytest tests/api, "
        "and say in the changelog what changes for its users."
    )


def check_contract(name: str, document: dict[str, Any]) -> None:
    """As `check`, of an OpenAPI document, which may break with the recorded one in no way.

    A contract that breaks with it is another version of the API, at another address.
    """
    recorded = json.loads((HERE / name).read_text(encoding="utf-8"))
    current = json.loads(json.dumps(document))
    if compatibility.major(recorded) == compatibility.major(current):
        found = compatibility.breaks(recorded, current)
        assert found == [], "Clients of this version of the API would break: " + "; ".join(found)
    check(name, document)
