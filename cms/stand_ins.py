"""What is shown at the address of an unpublished page that other languages have published.

An alias stands in for a missing translation, row for row. A text that only its page holds (an
original, or a translation that is no longer synchronised) cannot become an alias without losing its
draft. So its row stays, and what stands in is made for one answer and never saved.
"""

from django.conf import settings
from wagtail.models import Page

# Where a page stands, as opposed to what it says.
PLACE = ("path", "depth", "numchild", "slug", "url_path", "locale", "show_in_menus")


def stand_in_for(page: Page) -> Page | None:
    """A text of another language in the place of `page`, with its own fields; None for nothing.

    It reads like an alias: its language, canonical address and restrictions are those of an alias
    of the text. Only its notice differs (`has_unpublished_text`). `page` needs its `locale`. Two
    queries.
    """
    text = find_text(page)
    if text is None:
        return None
    model = text.specific_class or Page
    related = getattr(model, "served_with", ())
    shown = model._default_manager.select_related("locale", *related).get(pk=text.pk)
    for name in PLACE:
        setattr(shown, name, getattr(page, name))
    shown.alias_of = text
    shown.has_unpublished_text = page.alias_of_id is None
    return shown


def find_text(page: Page) -> Page | None:
    """The published text that stands in: the site's first language before the oldest."""
    texts = (
        Page.objects.filter(translation_key=page.translation_key, alias_of=None)
        .live()
        .exclude(pk=page.pk)
        .select_related("locale")
        .order_by("pk")
    )
    first = settings.LANGUAGE_CODE
    return min(texts, key=lambda text: text.locale.language_code != first, default=None)
