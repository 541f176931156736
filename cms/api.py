"""The headless API: one typed, versioned contract, put together from each app's router."""

from ninja import NinjaAPI

api = NinjaAPI(title="Alliance CMS", version="1.0.0", urls_namespace="api-v1")
