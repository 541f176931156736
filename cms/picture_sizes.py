"""Makes all sizes of a picture when it is uploaded or changed, so that no reader waits for them.

Where a worker runs the tasks it makes all formats. Else whoever uploads the picture waits for WebP
and JPEG, some two seconds for a photo of ten megapixels, and `manage.py make_renditions` makes AVIF
(docs/adr/0013-pictures-and-weight.md).
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django_tasks import task, task_backends
from django_tasks.base import DEFAULT_TASK_BACKEND_ALIAS
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, Filter

from cms.cache import bump_content_version
from cms.renditions import SLOW, all_specs, existing


@task()
def make_sizes(image_pk: int) -> None:
    """What is missing of the picture; nothing where it was deleted in the meantime."""
    image = get_image_model().objects.filter(pk=image_pk).first()
    if image is not None:
        make_missing(image, slow=task_backends[DEFAULT_TASK_BACKEND_ALIAS].supports_defer)


def make_missing(image: AbstractImage, *, slow: bool = True) -> int:
    """Make what does not exist yet of all sizes of `image`, without AVIF unless `slow`.

    Returns how many were made; OSError for a picture whose file is gone or damaged.
    """
    wanted = [spec for spec in all_specs(image) if slow or f"format-{SLOW}" not in spec]
    there = existing(image, wanted)
    missing = [spec for spec in wanted if spec not in there]
    # One at a time: several take as long, and the memory of several.
    for spec in missing:
        image.get_rendition(Filter(spec=spec))
    if missing:
        # What is cached offers fewer.
        bump_content_version()
    return len(missing)


def picture_was_saved(
    sender: type[AbstractImage], instance: AbstractImage, *, raw: bool = False, **kwargs: Any
) -> None:
    """A fixture brings the rows of its sizes, or none."""
    if not raw:
        image_pk = instance.pk
        transaction.on_commit(lambda: make_sizes.enqueue(image_pk))


def connect() -> None:
    """Watch the pictures of whatever model the host project has chosen."""
    post_save.connect(picture_was_saved, sender=get_image_model(), dispatch_uid="cms_picture_sizes")
