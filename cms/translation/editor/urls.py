"""The editor's addresses in the admin."""

from django.urls import path

from cms.translation.editor.autosave import save_segment
from cms.translation.editor.preview import preview
from cms.translation.editor.views import open_editor

urlpatterns = [
    path("translations/<int:translation_id>/", open_editor, name="cms_translation_editor"),
    path("translations/<int:translation_id>/preview/", preview, name="cms_translation_preview"),
    path(
        "translations/<int:translation_id>/<uuid:unit_id>/",
        save_segment,
        name="cms_translation_save_segment",
    ),
]
