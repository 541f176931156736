"""The addresses that the editor's script and the page of kept words use."""

from django.urls import path

from cms.terminology.editor.checking import check_texts
from cms.terminology.editor.keeping import KeptWords, keep_words, revoke_exemption

KEPT = "terminology/kept/<str:app_label>/<str:model_name>/<str:pk>/"

urlpatterns = [
    path("terminology/check/", check_texts, name="cms_terminology_check"),
    path(KEPT, KeptWords.as_view(), name="cms_terminology_kept"),
    path(f"{KEPT}keep/", keep_words, name="cms_terminology_keep"),
    path(f"{KEPT}revoke/<int:exemption_pk>/", revoke_exemption, name="cms_terminology_revoke"),
]
