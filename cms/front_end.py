"""The external front end of a site: where it shows previews, and what the admin may frame of it."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from cms.cache import cached


@deconstructible
class FrontEndValidator(URLValidator):
    """An address on the web to which a token can be added: without a password or a fragment."""

    message = _("Enter an address that begins with https:// or http://.")

    def __init__(self) -> None:
        super().__init__(schemes=["http", "https"])

    def __call__(self, value: str) -> None:
        super().__call__(value)
        parts = urlsplit(value)
        if "@" in parts.netloc:
            raise ValidationError(_("The address has no user name and no password."))
        if parts.fragment:
            raise ValidationError(_("The address ends before “#”."))
        try:
            origin_of(value)
        except UnicodeError as error:
            raise ValidationError(self.message, code=self.code) from error


def with_token(address: str, token: str) -> str:
    """`address` with `token` as a parameter of its query; what the query had stays."""
    parts = urlsplit(address)
    query = [*parse_qsl(parts.query, keep_blank_values=True), ("token", token)]
    return parts._replace(query=urlencode(query)).geturl()


def origin_of(address: str) -> str:
    """Scheme, host and port, in ASCII, as a content security policy names them."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    if ":" in host:
        host = f"[{host}]"
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port else "")


def front_end_origins() -> list[str]:
    """The origins of the front ends of all sites; no query while the cache knows."""
    return cached("front-end-origins", find_origins)


def find_origins() -> list[str]:
    settings = apps.get_model("cms", "SiteSettings").objects
    addresses = settings.exclude(front_end_url="").values_list("front_end_url", flat=True)
    return sorted({origin_of(address) for address in addresses})
