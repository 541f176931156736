"""How links to pages within rich text become addresses (registered in `cms.wagtail_hooks`)."""

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from cms.rich_text import find_page_urls


class BatchedPageLinkHandler(PageLinkHandler):
    """Links to pages in the reader's language; one query for a whole text."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        ids = [int(attrs["id"]) if attrs.get("id", "").isdecimal() else 0 for attrs in attrs_list]
        urls = find_page_urls(pk for pk in ids if pk)
        return [f'<a href="{escape(urls[pk])}">' if pk in urls else "<a>" for pk in ids]
