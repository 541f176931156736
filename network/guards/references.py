"""Pictures and documents that are put into a page by their numbers, past the chooser."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from network.guards.registry import guard


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
