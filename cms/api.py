"""The headless API: one typed, versioned contract, put together from each app's router."""

import cms.api_organisations
import cms.site.accessibility_api
import cms.site.api
import cms.site.pages_api
import cms.site.preview_api
import cms.site.resolve_api
import cms.site.search.api
import cms.terminology.api
import network.api
import network.countries_api
import network.directory.api
import network.meetings_api
import network.register_api
import network.statistics_api
import news.api
import news.choices_api
import news.full_api
import news.related_api
from cms.apikit.headless import HeadlessAPI

api = HeadlessAPI(
    title="Alliance CMS",
    version="1.0.0",
    urls_namespace="api-v1",
    description="Everything that readers see, typed, in every language. Read only, for everybody.",
)
for router in (
    cms.site.api.router,
    cms.site.accessibility_api.router,
    cms.site.search.api.router,
    cms.site.pages_api.router,
    cms.site.preview_api.router,
    cms.site.resolve_api.router,
    news.full_api.router,
    news.choices_api.router,
    news.api.router,
    news.related_api.router,
    network.api.router,
    network.meetings_api.router,
    network.register_api.router,
    network.statistics_api.router,
    network.directory.api.router,
    network.countries_api.router,
    cms.terminology.api.router,
    cms.api_organisations.router,
):
    api.add_router("", router)
