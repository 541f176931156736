"""The coordinators' guide in the admin: the Markdown of `docs/`, in the language of its reader."""

from pathlib import Path
from typing import Any

from django.http import Http404
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

import cms

# In the wheel, or where the site is run from its own folder.
PACKAGE = Path(cms.__file__).parent
FOLDERS = (PACKAGE / "docs", PACKAGE.parent / "docs")
NAME = "coordinators"


class Guide(WagtailAdminTemplateMixin, TemplateView):
    """What coordinators do, step by step, for everybody who may sign in."""

    template_name = "network/admin/guide.html"
    page_title = _("Guide for coordinators")
    header_icon = "help"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        path = find_guide(get_language() or "")
        if path is None:
            raise Http404
        return {"guide": render(path.read_text())} | super().get_context_data(**kwargs)


def find_guide(language: str) -> Path | None:
    """The guide in `language`, or in the one that all are translated from; None where it lacks."""
    names = (f"{NAME}.{language}.md", f"{NAME}.md")
    paths = (folder / name for name in names for folder in FOLDERS)
    return next((path for path in paths if path.is_file()), None)


def render(text: str) -> str:
    """The HTML of a Markdown text. Tags in it are shown as they are written, and do nothing."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # Safe: the parser escapes tags and refuses addresses that run a script.
    return mark_safe(parser.render(text))  # noqa: S308
