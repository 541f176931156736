"""Drafts in the API, for whoever was given a token by the preview of the admin."""

from http import HTTPStatus

from django.http import Http404, HttpRequest
from django.utils import translation
from ninja.errors import HttpError
from pydantic import RootModel, ValidationError

from cms.apikit.page_types import type_of
from cms.apikit.router import ReadRouter
from cms.models import PagePreview
from cms.previews import find_draft
from cms.privacy import private_paths
from cms.site.pages_api import PageDetail

router = ReadRouter(tags=["Previews"])

# The same, whatever is wrong with a token.
NOT_FOUND = "There is no preview with this token, or its time is over."


@router.read("/preview/{token}", PageDetail, "A draft in full, by the token of a preview", False)
def get_preview(request: HttpRequest, token: str) -> RootModel:
    """As `/pages/{id}` would answer once the draft is published. `id` is 0 while the page has never
    been saved. 404 as soon as the token is ten minutes old, a newer preview of the page was made,
    or its user has signed out or may not edit the page any more. 422 for a draft that lacks what
    its type always has, such as the date of a meeting.
    """
    try:
        page = find_draft(token)
        page_type = type_of(type(page))
        if page_type is None or page_type.show is None:
            raise Http404
        with translation.override(page.locale.language_code):
            return PageDetail(page_type.show(request, page, private_paths()))
    except (PagePreview.DoesNotExist, Http404) as error:
        raise Http404(NOT_FOUND) from error
    except ValidationError as error:
        names = ", ".join(sorted({str(found["loc"][-1]) for found in error.errors()}))
        detail = f"The draft is not complete yet: {names}."
        raise HttpError(HTTPStatus.UNPROCESSABLE_ENTITY, detail) from error
