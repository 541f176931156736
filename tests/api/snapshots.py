"""Files that say what the API answers; a difference is a change of the contract."""

import json
import os
from pathlib import Path
from typing import Any

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
