"""For templates: the terms that a text links to, with their definitions."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string

from cms.terminology.term_links import linked_terms

register = template.Library()

LIST_TEMPLATE = "cms/terminology/terms_on_page.html"


class TermsOnPageNode(template.Node):
    """Its content, and below it the concepts that the content links to."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        with linked_terms() as found:
            html = self.nodelist.render(context)
        if not found:
            return html
        listed = {"terms": list(found.values()), "page_language": context.get("page_language")}
        return html + render_to_string(LIST_TEMPLATE, listed)


@register.tag
def terms_on_page(parser: Parser, token: Token) -> TermsOnPageNode:
    """`{% terms_on_page %}…{% endterms_on_page %}` around texts; once a page, for its anchors."""
    nodelist = parser.parse(["endterms_on_page"])
    parser.delete_first_token()
    return TermsOnPageNode(nodelist)
