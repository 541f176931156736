"""What is said about files and cells that are not taken."""

from django.core.exceptions import ValidationError


class RefusedFile(ValidationError):
    """A file of which nothing is read; the message says why, for whoever sent it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)

    def __str__(self) -> str:
        return " ".join(self.messages)


class RefusedCell(ValidationError):
    """A cell whose value is none of what its column holds."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
