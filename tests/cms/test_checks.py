"""What Django tells an operator before the site starts."""

from types import ModuleType
from typing import Any

import pytest
from django.core.checks import run_checks
from django.urls import include, path
from wagtail import urls as wagtail_urls

from cms import plugin_urls

STOCK = path("", include(wagtail_urls))


@pytest.mark.parametrize(
    ("patterns", "found"),
    [
        (plugin_urls.urlpatterns, []),
        ([STOCK], ["cms.E003"]),
        ([STOCK, *plugin_urls.urlpatterns], ["cms.E003"]),
        ([*plugin_urls.urlpatterns, STOCK], ["cms.E003"]),
        ([], ["cms.E003"]),
    ],
    ids=["ours", "stock", "stock first", "stock last", "none"],
)
def test_wagtails_catch_all_beside_ours_is_told(
    patterns: list[Any], found: list[str], settings: Any
) -> None:
    urls = ModuleType("addresses")
    urls.urlpatterns = patterns  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = urls

    assert [error.id for error in run_checks(tags=["urls"]) if error.id == "cms.E003"] == found
