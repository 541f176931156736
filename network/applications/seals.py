"""A seal on each form that is shown: when that was, and which one it is.

Programs send what they find at once and many times; people take a while, and send it once.
"""

import datetime
import secrets
from dataclasses import dataclass

from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SALT = "network.applications.form"
FASTEST = datetime.timedelta(seconds=3)
SLOWEST = datetime.timedelta(hours=24)
# What is asked of everybody while very many forms arrive.
PATIENT = datetime.timedelta(minutes=1)


@dataclass(frozen=True)
class Seal:
    """`value` goes into the form, `number` tells the forms apart. `refusal` is why not to take it;
    the person behind it sees that, and all that was typed, and can send it again.
    """

    value: str
    number: str
    refusal: Promise | None = None

    @property
    def is_patient(self) -> bool:
        """Whether the form was shown a good while ago."""
        try:
            signing.TimestampSigner(salt=SALT).unsign(self.value, max_age=PATIENT)
        except signing.SignatureExpired:
            return True
        return False


def new_seal(refusal: Promise | None = None) -> Seal:
    number = secrets.token_hex(16)
    return Seal(signing.TimestampSigner(salt=SALT).sign(number), number, refusal)


def read_seal(value: str) -> Seal:
    """The seal that came back, or a new one in the place of one that cannot be used any more."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        number = signer.unsign(value, max_age=SLOWEST)
    except signing.BadSignature:
        return new_seal(_("The form was open for a long time. Please send it once more."))
    try:
        signer.unsign(value, max_age=FASTEST)
    except signing.SignatureExpired:
        return Seal(value, number)
    return Seal(value, number, _("That was very fast. Please wait a moment and send it once more."))
