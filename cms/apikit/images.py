"""Pictures as sets of renditions, all of an answer's read by one query."""

import datetime
import mimetypes
from collections import defaultdict
from collections.abc import Iterable

from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from cms.apikit.addresses import Addresses
from cms.apikit.schemas import Image, Rendition
from cms.pictures import may_be_shown

# The sizes that the site's own templates use, so that both share the files.
DETAIL_SPECS = Filter.expand_spec("format-{webp,jpeg} width-{400,800,1300}")
LIST_SPECS = Filter.expand_spec("format-{webp,jpeg} width-{400,800}")


class Images:
    """The pictures with some primary keys, in the sizes of `specs`.

    Reads them with one query; sizes that do not exist yet are made now, as the site's templates do.
    """

    def __init__(self, keys: Iterable[int], specs: list[str], addresses: Addresses) -> None:
        self.addresses = addresses
        self.specs = specs
        self.renditions: dict[int, dict[str, AbstractRendition]] = defaultdict(dict)
        self.originals: dict[int, AbstractImage] = {}
        wanted = set(keys)
        if wanted:
            self._read(wanted)
            self._make_missing(wanted)

    def _read(self, keys: set[int]) -> None:
        model = get_image_model().get_rendition_model()
        found = model.objects.filter(
            image_id__in=keys, filter_spec__in=self.specs, focal_point_key=""
        ).select_related("image")
        for rendition in found:
            self.renditions[rendition.image_id][rendition.filter_spec] = rendition
            self.originals[rendition.image_id] = rendition.image

    def _make_missing(self, keys: set[int]) -> None:
        incomplete = [key for key in keys if len(self.renditions[key]) < len(self.specs)]
        if not incomplete:
            return
        for key, image in get_image_model().objects.in_bulk(incomplete).items():
            self.originals[key] = image
            try:
                self.renditions[key] = image.get_renditions(*self.specs)
            except OSError:
                # The file is gone or damaged: the picture has no address, its facts stay.
                self.renditions[key] = {}

    def get(
        self,
        key: int | None,
        *,
        alt: str,
        caption: str = "",
        first_published: datetime.datetime | None,
    ) -> Image | None:
        """The picture `key`; None where there is none or its use has run out for this page."""
        image = self.originals.get(key) if key else None
        if image is None or not may_be_shown(image, first_published):
            return None
        return Image(
            id=image.pk,
            alt=alt,
            caption=caption,
            credit=getattr(image, "credit", ""),
            licence=getattr(image, "licence", ""),
            width=image.width,
            height=image.height,
            renditions=self._sizes(image.pk),
        )

    def _sizes(self, key: int) -> list[Rendition]:
        """By format and width; a small original yields the same size for several specifications."""
        sizes = {}
        for rendition in self.renditions[key].values():
            media_type = mimetypes.guess_type(rendition.file.name)[0] or "image/*"
            sizes[media_type, rendition.width] = Rendition(
                url=self.addresses.absolute(rendition.url),
                width=rendition.width,
                height=rendition.height,
                format=media_type,
            )
        return [sizes[size] for size in sorted(sizes)]
