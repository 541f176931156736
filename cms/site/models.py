from cms.site.search.models import SearchEntry

__all__ = ["SearchEntry"]
