"""The two APIs of Wagtail, and its pages."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.v3.urls import api
from wagtail.documents import urls as document_urls

router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", PagesAPIViewSet)

urlpatterns = [
    path("api/v2/", router.urls),
    path("api/v3/", api.urls),
    path("documents/", include(document_urls)),
    path("", include(wagtail_urls)),
]
