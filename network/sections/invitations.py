"""Bringing people in as coordinators of a network, by a mail with a link that works once.

The link sets the password of an account that has none (Django's password reset: it expires, and is
void once it was used or a newer one was asked for). Nobody's password is ever sent.
"""

import datetime
from enum import Enum
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task
from wagtail.admin.localization import get_available_admin_languages
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from network.models import NetworkSection

INVITED = "network.invite"
REMOVED = "network.remove_coordinator"


class Outcome(Enum):
    """What came of an invitation; the value is told to whoever invited."""

    INVITED = gettext_lazy("%(email)s was invited.")
    ADDED = gettext_lazy("%(email)s has an account already, and is a coordinator now.")
    SENT_AGAIN = gettext_lazy("%(email)s gets the invitation once more.")
    PRESENT = gettext_lazy("%(email)s is a coordinator already.")


@transaction.atomic
def invite(
    section: NetworkSection,
    email: str,
    *,
    language: str = "",
    again: bool = False,
    by: Any = None,
) -> Outcome:
    """Make the person at `email` a coordinator of `section`, and tell them by mail.

    An account of that address is added to the group and otherwise left as it is. `language` is that
    of the mail and the admin for a new account. Who is a coordinator already gets nothing, or with
    `again` a new mail. Raises ValidationError for an address that cannot be written to, an account
    that is closed, and a network that is retired.
    """
    email = email.strip()
    validate_email(email)
    NetworkSection.objects.select_for_update().get(pk=section.pk)
    if section.is_retired or section.group is None:
        raise ValidationError(_("The network is retired: nobody can be invited to it."))
    user = find_user(email)
    outcome = Outcome.ADDED
    if user is None:
        user, outcome = make_user(section, email, language), Outcome.INVITED
    elif section.group.user_set.filter(pk=user.pk).exists():
        outcome = Outcome.SENT_AGAIN if again else Outcome.PRESENT
    if outcome is Outcome.PRESENT:
        return outcome
    section.group.user_set.add(user)
    # By its number: the log outlives the account.
    log(section, INVITED, user=by, data={"id": user.pk})
    section_pk, user_pk = section.pk, user.pk
    transaction.on_commit(lambda: send_invitation.enqueue(section_pk, user_pk))
    return outcome


def find_user(email: str) -> Any:
    """The account with this address, in any case of its letters; None if there is none."""
    users = list(get_user_model()._default_manager.filter(email__iexact=email)[:2])
    if len(users) > 1:
        raise ValidationError(_("Several accounts have this e-mail address."))
    if users and not users[0].is_active:
        raise ValidationError(_("The account with this e-mail address is closed."))
    return users[0] if users else None


def make_user(section: NetworkSection, email: str, language: str) -> Any:
    """An account without a usable password, whose admin speaks `language`."""
    user = get_user_model()(email=email)
    setattr(user, user.USERNAME_FIELD, free_username(section, email))
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    profile = UserProfile.get_for_user(user)
    # A language of the site that the admin does not speak, as Romani, is none to be preferred.
    if language in dict(get_available_admin_languages()):
        profile.preferred_language = language
        profile.save()
    return user


def free_username(section: NetworkSection, email: str) -> str:
    """A user name that is free: the address, where it can be one."""
    User = get_user_model()
    name, number = email.lower(), 1
    try:
        User(**{User.USERNAME_FIELD: name}).clean_fields(exclude=other_fields(User))
    except ValidationError:
        name = f"{section.slug}-{number}"
    while User._default_manager.filter(**{f"{User.USERNAME_FIELD}__iexact": name}).exists():
        number += 1
        name = f"{section.slug}-{number}"
    return name


def other_fields(model: Any) -> set[str]:
    return {field.name for field in model._meta.fields} - {model.USERNAME_FIELD}


@transaction.atomic
def remove(section: NetworkSection, user: Any, by: Any = None) -> bool:
    """Let `user` be a coordinator no longer. Returns whether they were; the account stays."""
    if section.group is None or not section.group.user_set.filter(pk=user.pk).exists():
        return False
    section.group.user_set.remove(user)
    log(section, REMOVED, user=by, data={"id": user.pk})
    return True


@task()
def send_invitation(section_pk: int, user_pk: int) -> None:
    """Write to somebody who was just made a coordinator."""
    section = NetworkSection.objects.get(pk=section_pk)
    user = get_user_model()._default_manager.get(pk=user_pk)
    if not user.has_usable_password():
        # Another random text in place of a password: what was sent before is void.
        user.set_unusable_password()
        user.save(update_fields=["password"])
    invitation(section, user).send()


def invitation(section: NetworkSection, user: Any) -> EmailMessage:
    """The mail, in the language that its reader uses the admin in.

    Nothing that somebody typed stands in its headers but the address it goes to.
    """
    with translation.override(UserProfile.get_for_user(user).get_preferred_language()):
        names = {"country": section.country_name}
        body = render_to_string(
            "network/mail/invitation.txt",
            {
                **names,
                "username": user.get_username(),
                "password_link": "" if user.has_usable_password() else password_link(user),
                "days": datetime.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT).days,
                "admin": address("wagtailadmin_home"),
                "guide": address("network_guide"),
            },
        )
        subject = _("You are a coordinator of the national network: %(country)s") % names
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [user.email])


def password_link(user: Any) -> str:
    """Where `user` sets the first password; it works once, and until it expires."""
    number = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return address("wagtailadmin_password_reset_confirm", number, token)


def address(name: str, *args: Any) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse(name, args=args)}"
