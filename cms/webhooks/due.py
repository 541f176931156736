"""Events that no change brings about, but a day that has come.

Apps above add what asks for theirs when they are ready; `send_webhooks` has it asked each time.
"""

from collections.abc import Callable

# Each writes its events down in a transaction of its own, once, whoever asks at the same time.
writers: list[Callable[[], None]] = []


def write_due() -> None:
    """Write down the events whose day has come."""
    for write in writers:
        write()
