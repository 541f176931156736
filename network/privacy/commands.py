"""What the commands on personal data ask for."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("email", help="the e-mail address of the person")
    parser.add_argument("--by", required=True, help="the user name of whoever does this")


def person_of(username: str) -> Any:
    """The active account of that name. Raises CommandError where there is none."""
    users = get_user_model().objects.filter(is_active=True)
    found = users.filter(**{get_user_model().USERNAME_FIELD: username}).first()
    if found is None:
        raise CommandError(f"There is no active account {username}.")
    return found
