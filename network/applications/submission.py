"""Takes in what a form sends: all of it in one transaction, or nothing with a reason."""

from django.db import transaction
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.applications import limits
from network.applications.forms import ApplicationForm
from network.applications.letters import write_to_applicant
from network.applications.seals import Seal
from network.applications.transitions import start
from network.models.applications import Application
from network.models.letters import LetterKind

TOO_MANY = _("Too many forms came from your network. Please try again in an hour, or write to us.")
BUSY = _(
    "Very many forms are arriving at this moment. Please wait a minute, then send yours once more:"
    " all that you have typed is still here."
)

# A field that people do not see and programs fill in. Its name is none that browsers know from
# people's own data, lest they fill it in.
HONEYPOT = "second_heading"


def is_trapped(request: HttpRequest) -> bool:
    """Whether a program has filled in what no person sees."""
    return bool(request.POST.get(HONEYPOT))


def refused_before_reading(request: HttpRequest) -> Promise | None:
    """Why not even to look at what was sent, uploads above all."""
    if not limits.POSTS_OF_CLIENT.use(limits.client_of(request)):
        return TOO_MANY
    if limits.POSTS_OF_ALL.use():
        return None
    within = limits.POSTS_OF_NETWORK_THEN.use(limits.network_of(request))
    return None if within else TOO_MANY


def refused_for_number(seal: Seal, request: HttpRequest) -> Promise | None:
    """Why not to store what was sent, after what else has come from there and in all."""
    network = limits.network_of(request)
    if not limits.APPLICATIONS_OF_CLIENT.use(limits.client_of(request)):
        return TOO_MANY
    if not limits.APPLICATIONS_OF_NETWORK.use(network):
        return TOO_MANY
    if limits.APPLICATIONS_OF_ALL.use():
        return None
    if not seal.is_patient:
        return BUSY
    return None if limits.APPLICATIONS_OF_NETWORK_THEN.use(network) else TOO_MANY


def take_in(
    form: ApplicationForm, seal: Seal, request: HttpRequest
) -> tuple[Application | None, Promise | None]:
    """Store a valid `form` and write the letter by which the address is confirmed.

    Returns the application, and why it was refused; neither where the answer is the same as ever
    though nothing is stored: the form has been sent already, or the address has got enough mail.
    """
    with transaction.atomic():
        if not limits.FORM.use(seal.number):
            return None, None
        refusal = refused_for_number(seal, request)
        if refusal:
            transaction.set_rollback(True)
            return None, refusal
        if not limits.LETTERS_TO_ADDRESS.use(form.cleaned_data["email"].casefold()):
            return None, None
        application = form.save()
        write_to_applicant(application, LetterKind.CONFIRM, start(application))
    return application, None
