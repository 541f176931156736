"""Makes the sizes of a page's pictures on its publication, so that no reader waits for them.

Only where a worker runs the tasks: else whoever publishes would wait instead.
"""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task, task_backends
from django_tasks.base import DEFAULT_TASK_BACKEND_ALIAS
from wagtail.images import get_image_model
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Page
from wagtail.signals import page_published

from cms.pictures import article_picture, card_picture, may_be_shown
from cms.share_images import SPEC


@task()
def make_sizes(page_pk: int) -> None:
    """Every size in which pages, lists and other sites show the pictures of the published page."""
    page = Page.objects.live().filter(pk=page_pk).specific().first()
    if page is None:
        return
    own = {image.pk: image for image in page.get_images()} if hasattr(page, "get_images") else {}
    shown = own | {image.pk: image for image in images_in_texts(page)}
    for key, image in shown.items():
        if may_be_shown(image, page.first_published_at):
            article_picture(image, "")
            if key in own:
                card_picture(image)
                get_rendition_or_not_found(image, SPEC)


def images_in_texts(page: Page) -> QuerySet:
    """The images that blocks and texts of the page (specific) name."""
    model = get_image_model()
    keys = {
        int(found[1])
        for field in page._meta.get_fields()
        if hasattr(field, "extract_references")
        for found in field.extract_references(field.value_from_object(page))
        if issubclass(found[0], model)
    }
    return model.objects.filter(pk__in=keys)


def page_was_published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Aliases show the pictures of the page that they stand for."""
    if instance.alias_of_id or not task_backends[DEFAULT_TASK_BACKEND_ALIAS].supports_defer:
        return
    page_pk = instance.pk
    transaction.on_commit(lambda: make_sizes.enqueue(page_pk))


def connect() -> None:
    page_published.connect(page_was_published, dispatch_uid="cms_picture_sizes")
