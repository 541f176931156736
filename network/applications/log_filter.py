"""Takes the tokens of status pages out of what is logged: who reads a log must not act by it."""

import logging
import re

TOKEN = re.compile(r"(/join/status/)[^/\s\"']+")


class HideStatusLinks(logging.Filter):
    """Lets every record pass, with no token in its message."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "/join/status/" in message:
            record.msg, record.args = TOKEN.sub(r"\1…", message), ()
        return True
