"""What lets people write in the admin on a phone with a poor connection.

Scripts make photos small before they are sent, keep what is typed while there is no connection,
and ask first whether the site can be reached (docs/deviations/phone.md). All of it is extra: a
browser without JavaScript has Wagtail's own forms.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# For so long text that was not sent stays on the phone.
KEPT_HOURS = 24
# A photo is drawn anew no larger than this, in pixels: enough for a page across a large screen.
PICTURE_SIDE = 2048
# A picture that is no larger, in bytes, and says nothing about place or camera is sent as it is.
PICTURE_BYTES = 1_000_000


@never_cache
@require_safe
def connection(request: HttpRequest) -> JsonResponse:
    """Say who is signed in; Wagtail answers 403 to a script of somebody who is not."""
    return JsonResponse({"user": request.user.pk})


def browser_settings(user: Any) -> dict[str, Any]:
    """What the scripts need to know for `user`, with their words in the language of the request."""
    return {
        "user": user.pk,
        "connection": reverse("cms_connection"),
        "login": reverse("wagtailadmin_login"),
        "logout": reverse("wagtailadmin_logout"),
        "csrfCookie": settings.CSRF_COOKIE_NAME,
        "keptHours": KEPT_HOURS,
        "pictureSide": PICTURE_SIDE,
        "pictureBytes": PICTURE_BYTES,
        "words": words(),
    }


def words() -> dict[str, str]:
    """The sentences of the scripts; those in braces are filled in by them."""
    return {
        "offline": _("No connection. What you type is kept on this phone."),
        "offlineReading": _("No connection."),
        "full": _("No connection, and this phone has no room left. Do not close this page."),
        "again": _("Connected again."),
        "saved": _("Connected again. Everything is saved."),
        "notSent": _("Not sent: there is no connection. Everything is kept on this phone."),
        "signedOut": _("You are signed out. What you typed is kept on this phone."),
        "otherUser": _("Somebody else is signed in here now. What you typed was not sent."),
        "signIn": _("Sign in in a new window"),
        "tryAgain": _("Try again"),
        "kept": _("Text of {time} is kept on this phone and was not saved on the site."),
        "restore": _("Put it back"),
        "discard": _("Discard it"),
        "discarded": _("The kept text was discarded."),
        "conflict": _("The page was changed since. Copy what you need from the kept text:"),
        "failed": _("The kept text could not be put back. Copy what you need from it:"),
        "preparing": _("The photo is being made smaller…"),
        "smaller": _("Made smaller: {before} MB → {after} MB. Details of place were removed."),
        "asItIs": _("This file is sent as it is: {before} MB."),
        "sending": _("Sent: {percent} %"),
        "processing": _("Sent. The site is preparing the picture…"),
        "uploadFailed": _("Not sent: the connection was lost. The file and what you typed stay."),
        "uploadRefused": _("The site refused the file ({status})."),
        "uploadOtherUser": _("Somebody else is signed in here now. The file was not sent."),
        "uploadSignedOut": _("You are signed out. The file and what you typed stay here."),
    }
