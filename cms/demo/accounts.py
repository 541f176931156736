"""Accounts with a password that everybody may know: for a developer's machine only."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from cms.site.groups import coordinator_group, provision_groups
from network.models import NetworkPage

KNOWN_TO_ALL = "demo"


@dataclass(frozen=True)
class Account:
    """A user name, the key of its group (none: may do everything) and its language."""

    username: str
    group: str
    language: str


ACCOUNTS = (
    Account("admin", "", "en"),
    Account("secretariat", "secretariat", "en"),
    Account("editor", "editors", "en"),
    Account("translator-fr", "translators-fr", "fr"),
    Account("translator-uk", "translators-uk", "uk"),
    Account("coordinator-ua", "ukraine", "uk"),
    Account("coordinator-gr", "greece", "en"),
)


def load_groups(networks: dict[str, NetworkPage]) -> dict[str, Group]:
    """The groups of the site by key; that of a network's coordinators by the network's key."""
    return {
        **provision_groups(),
        **{key: coordinator_group(network) for key, network in networks.items()},
    }


def load_accounts(groups: dict[str, Group]) -> list[str]:
    """Make the accounts that are not there yet. Returns their names."""
    User = get_user_model()
    password = make_password(KNOWN_TO_ALL)
    made = []
    for account in ACCOUNTS:
        user, created = User.objects.get_or_create(
            username=account.username,
            defaults={
                "email": f"{account.username}@example.org",
                # Without a name, Wagtail lets nobody save the settings of their own account.
                "first_name": "Example",
                "last_name": account.username,
                "password": password,
                "is_staff": not account.group,
                "is_superuser": not account.group,
            },
        )
        if not created:
            continue
        if account.group:
            user.groups.add(groups[account.group])
        profile = UserProfile.get_for_user(user)
        profile.preferred_language = account.language
        profile.save()
        made.append(account.username)
    return made
