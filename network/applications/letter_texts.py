"""The words of letters and notices, in the language of who reads them.

Nothing that somebody typed stands in a header, and nothing at all of it in the first letter, which
goes to an address that nobody has confirmed.
"""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from cms.countries import country_name
from cms.models.settings import alliance_name_in
from network.applications.deadlines import ANSWER_WITHIN, CONFIRM_WITHIN
from network.applications.links import new_link
from network.models.letters import Letter, LetterKind
from network.public_address import public_site

SUBJECTS: dict[str, Promise] = {
    LetterKind.CONFIRM: _("Please confirm your address: %(reference)s"),
    LetterKind.CONFIRMED: _("We have your application: %(reference)s"),
    LetterKind.MORE_INFORMATION: _("A question about your application %(reference)s"),
    LetterKind.RECOMMENDED: _("Your application %(reference)s has been recommended"),
    LetterKind.ACCEPTED: _("Your application %(reference)s has been accepted"),
    LetterKind.DECLINED: _("The decision on your application %(reference)s"),
    LetterKind.WITHDRAWN: _("Your application %(reference)s has been withdrawn"),
    LetterKind.EXPIRED: _("Your application %(reference)s has ended"),
    LetterKind.NOTICE_NEW: _("New application: %(reference)s"),
    LetterKind.NOTICE_ANSWER: _("The applicant has answered: %(reference)s"),
    LetterKind.NOTICE_DOCUMENT: _("The council's decision has arrived: %(reference)s"),
    LetterKind.NOTICE_RECOMMENDED: _("Recommended, awaiting your decision: %(reference)s"),
    LetterKind.NOTICE_WITHDRAWN: _("Application withdrawn: %(reference)s"),
}


def message(letter: Letter) -> EmailMessage:
    """The mail for `letter`; to an applicant it brings a new secret link."""
    return notice(letter, letter.user) if letter.user else letter_to_applicant(letter)


def letter_to_applicant(letter: Letter) -> EmailMessage:
    application = letter.application
    site = public_site()
    with translation.override(application.language):
        context = {
            "application": application,
            "name": one_line(application.authority_name),
            "reason": letter.transition.reason if letter.transition else "",
            "link": new_link(application),
            "site_name": alliance_name_in(site, application.language)
            if site
            else settings.WAGTAIL_SITE_NAME,
            "confirm_within": CONFIRM_WITHIN.days,
            "answer_within": ANSWER_WITHIN.days,
        }
        return mail(letter, application.email, context)


def notice(letter: Letter, user: Any) -> EmailMessage:
    """To somebody who works here, in the language that they use the admin in."""
    application = letter.application
    profile = UserProfile.get_for_user(user)
    with translation.override(profile.get_preferred_language()):
        path = reverse("network_applications:detail", args=[application.pk])
        context = {
            "application": application,
            "name": one_line(application.authority_name),
            "country": country_name(application.country),
            "link": f"{settings.WAGTAILADMIN_BASE_URL}{path}",
        }
        return mail(letter, user.email, context)


def mail(letter: Letter, to: str, context: dict[str, object]) -> EmailMessage:
    subject = str(SUBJECTS[letter.kind]) % {"reference": letter.application.reference}
    body = render_to_string(f"network/applications/mail/{letter.kind}.txt", context)
    return EmailMessage(
        subject,
        body,
        settings.DEFAULT_FROM_EMAIL,
        [to],
        headers={"Auto-Submitted": "auto-generated"},
    )


def one_line(text: str) -> str:
    return " ".join(text.split())
