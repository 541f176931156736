"""The language of a request."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class LanguageMiddleware(LocaleMiddleware):
    """Django's, restricted to addresses that begin with a language.

    Django's own turns every 404 of the API, the admin or a static file into a redirect to
    `/en/...`, since Wagtail's pattern matches whatever follows a language.
    """

    def process_request(self, request: HttpRequest) -> None:
        code = translation.get_language_from_path(request.path_info)
        if code is None:
            code = translation.get_language_from_request(request, check_path=False)
        translation.activate(code or settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if translation.get_language_from_path(request.path_info):
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response
