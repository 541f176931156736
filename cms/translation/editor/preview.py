"""Shows a translation as it would be published; what nobody has translated is in the original.

wagtail-localize shows pages only, and only to those who may change them.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.models import PreviewableMixin
from wagtail_localize.models import Translation

from cms.translation.editor.access import access_to, begun_translations


@xframe_options_sameorigin
def preview(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The page or snippet in the mode `mode`, for whoever may read the translation."""
    translation = get_object_or_404(begun_translations(), pk=translation_id, enabled=True)
    target = translation.get_target_instance()
    access_to(translation, target, request.user)
    modes = names_of_modes(target)
    mode = request.GET.get("mode", modes[0] if modes else "")
    if mode not in modes:
        raise Http404
    draft: Any = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    return draft.make_preview_request(request, mode)


def preview_links(translation: Translation, target: Any) -> list[dict[str, str]]:
    """The modes in which `target` can be seen, its usual one first, with their addresses."""
    address = reverse("cms_translation_preview", args=[translation.pk])
    labels = dict(target.preview_modes) if isinstance(target, PreviewableMixin) else {}
    return [
        {"label": str(labels[name]), "url": f"{address}?{urlencode({'mode': name})}"}
        for name in names_of_modes(target)
    ]


def names_of_modes(target: Any) -> list[str]:
    if not isinstance(target, PreviewableMixin) or not target.is_previewable():
        return []
    names = [name for name, _label in target.preview_modes]
    return sorted(names, key=lambda name: name != target.default_preview_mode)
