"""Changes the address of a page wherever it is kept. Wagtail redirects the old one."""

from wagtail.coreutils import find_available_slug
from wagtail.models import Page


def change_slug(page: Page, wanted: str) -> None:
    """Give a page the slug, where it is free; its drafts too, whose publication would undo it."""
    slug = find_available_slug(page.get_parent(), wanted, ignore_page_id=page.pk)
    if page.slug == slug:
        return
    page = Page.objects.get(pk=page.pk).specific
    page.slug = slug
    page.save(clean=False)
    for revision in page.revisions.filter(pk=page.latest_revision_id):
        content = {**revision.content, "slug": slug}
        page.revisions.filter(pk=revision.pk).update(content=content)
