"""Pictures and documents that are put into a page by their numbers, past the chooser."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from network.guards.registry import guard
from network.guards.titles import reader

NO_PREVIEW = {"url": "", "width": 0, "height": 0}


def files_in(page: Any, model: Any) -> set[str]:
    """The keys, as text, of the pictures or documents that `page` holds as it is in memory."""
    return {
        str(key)
        for content_type, key, *_path in ReferenceIndex._extract_references_from_object(page)
        if content_type == ReferenceIndex._get_base_content_type(model).pk
    }


def unknown_files(user: Any, page: Any, model: Any) -> set[str]:
    """Those of them that `user` may not choose; two queries at most, however many there are."""
    held = files_in(page, model)
    if not held:
        return set()
    policy = policy_registry.get_by_type(model)
    own = policy.instances_user_has_any_permission_for(user, ["choose"])
    return held - {str(key) for key in own.filter(pk__in=held).values_list("pk", flat=True)}


@guard(WagtailAdminPageForm, "_post_clean")
def refuse_files_of_others(stock: Any, form: Any) -> None:
    """What is in the page already stays, whoever put it there."""
    stock(form)
    if form.for_user is None or form.errors:
        return
    for model in (get_image_model(), get_document_model()):
        unknown = unknown_files(form.for_user, form.instance, model)
        if unknown and form.instance.pk:
            kept = type(form.instance).objects.get(pk=form.instance.pk)
            unknown -= files_in(kept.get_latest_revision_as_object(), model)
        if unknown:
            form.add_error(None, _("A picture or document that was chosen is not yours to use."))


def mask(data: dict[str, Any], file: Any) -> dict[str, Any]:
    """What a form says of the picture or document that it holds, without what is not for its user.

    Its number stays, so that a page that holds the file already keeps it when it is saved.
    """
    user = reader.get()
    policy = policy_registry.get(file)
    if user is None or policy.user_has_permission_for_instance(user, "choose", file):
        return data
    hidden = {"title": _("(Private)"), "default_alt_text": "", "preview": NO_PREVIEW}
    return data | {key: value for key, value in hidden.items() if key in data}


@guard(AdminImageChooser, "get_value_data_from_instance")
def hide_images_of_others(stock: Any, widget: Any, image: Any) -> dict[str, Any]:
    return mask(stock(widget, image), image)


@guard(AdminDocumentChooser, "get_value_data_from_instance")
def hide_documents_of_others(stock: Any, widget: Any, document: Any) -> dict[str, Any]:
    return mask(stock(widget, document), document)
