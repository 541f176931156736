"""Turns the commands of a document into a program: `doc_commands.py FILE [NAME...] >program.sh`.

A command block is executed when its fence says so; GitHub and others show it as plain shell:

    ```sh run=NAME                    commands that end
    ```sh run=NAME serves=URL         a server: the commands after it wait until URL answers

Blocks whose NAME is given, or all that have one, come out in the order of the document, in one bash
program that stops at the first failure and ends the servers that it started.
"""

import re
import sys
from pathlib import Path

BLOCK = re.compile(
    r"^```sh run=(?P<name>\S+)(?: serves=(?P<url>\S+))?\n(?P<code>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


HEAD = """\
set -euo pipefail
servers=()
stop_servers() {
    for server in "${servers[@]}"; do kill -- "-$server" 2>/dev/null || true; done
    wait
}
trap stop_servers EXIT
wait_for() {
    for _ in $(seq 1200); do
        if curl --silent --fail --location --output /dev/null "$1"; then return; fi
        kill -0 "$2" 2>/dev/null || { echo "The server for $1 has ended." >&2; exit 1; }
        sleep 0.5
    done
    echo "$1 does not answer." >&2
    exit 1
}
"""

# Job control gives each server a process group of its own, which can be ended as one.
SERVER = """\
set -m
(
{code}) &
set +m
servers+=($!)
wait_for {url} $!
"""


def program(document: str, wanted: set[str]) -> str:
    """The bash program of the blocks named in `wanted`, or of all when it is empty.

    Raises LookupError when a wanted name is not in the document, or nothing would be executed.
    """
    blocks = [match.groupdict() for match in BLOCK.finditer(document)]
    names = {block["name"] for block in blocks}
    if not names or not wanted <= names:
        raise LookupError(f"no such command blocks: {', '.join(sorted(wanted - names)) or 'any'}")
    parts = [HEAD]
    for block in blocks:
        if not wanted or block["name"] in wanted:
            parts.append(SERVER.format(**block) if block["url"] else block["code"])
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(program(Path(sys.argv[1]).read_text(encoding="utf-8"), set(sys.argv[2:])))
