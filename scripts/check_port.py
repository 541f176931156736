"""Tells whether a local port is free: `check_port.py PORT`; exit status 1 and one line if not."""

import socket
import sys


def problem_with(port: str) -> str | None:
    """The reason why 127.0.0.1:`port` cannot be served on, or None."""
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        return f"PORT must be a number from 1 to 65535, not {port!r}."
    with socket.socket() as probe:
        # As the server does: a port that is only waiting to be freed can be used.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            return (
                f"Port {port} cannot be used ({error.strerror}); choose another: make run PORT=8001"
            )
    return None


if __name__ == "__main__":
    sys.exit(problem_with(sys.argv[1]))
