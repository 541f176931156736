"""Pictures as sets of renditions, all of an answer's read by one query."""

import datetime
import mimetypes
from collections import defaultdict
from collections.abc import Iterable

from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from cms.apikit.addresses import Addresses
from cms.apikit.schemas import Image, Rendition
from cms.pictures import may_be_shown
from cms.renditions import (
    ARTICLE_WIDTHS,
    FORMATS,
    LIST_WIDTHS,
    Found,
    article_sizes,
    article_specs,
    drawn,
    offered,
)

DETAIL_SPECS = article_specs(ARTICLE_WIDTHS, FORMATS)
LIST_SPECS = article_specs(LIST_WIDTHS, FORMATS)


class Images:
    """The pictures with some primary keys, in the sizes of `specs`.

    Reads them with one query. Sizes that do not exist yet are left out; of a picture that has none
    one is made now, as the site's templates do.
    """

    def __init__(self, keys: Iterable[int], specs: list[str], addresses: Addresses) -> None:
        self.addresses = addresses
        self.specs = specs
        self.renditions: dict[int, Found] = defaultdict(dict)
        self.originals: dict[int, AbstractImage] = {}
        self.sizes: dict[int, list[Rendition]] = {}
        wanted = set(keys)
        if wanted:
            self._read(wanted)
            self._choose(wanted)

    def _read(self, keys: set[int]) -> None:
        model = get_image_model().get_rendition_model()
        found = model.objects.filter(
            image_id__in=keys, filter_spec__in=self.specs, focal_point_key=""
        ).select_related("image")
        for rendition in found:
            self.renditions[rendition.image_id][rendition.filter_spec] = rendition
            self.originals[rendition.image_id] = rendition.image

    def _choose(self, keys: set[int]) -> None:
        unknown = keys - self.originals.keys()
        if unknown:
            self.originals |= get_image_model().objects.in_bulk(unknown)
        for key, image in self.originals.items():
            sizes = {
                form: [spec for spec in specs if spec in self.specs]
                for form, specs in article_sizes(image, FORMATS).items()
            }
            self.renditions[key] = offered(self.renditions[key], sizes) or drawn(image, sizes)

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
        """The best format first, the smallest size of each first; put together once for each."""
        if key not in self.sizes:
            self.sizes[key] = self._sorted_sizes(key)
        return self.sizes[key]

    def _sorted_sizes(self, key: int) -> list[Rendition]:
        """A small original yields the same size for several specifications."""
        sizes: dict[str, dict[int, Rendition]] = defaultdict(dict)
        for rendition in self.renditions[key].values():
            media_type = mimetypes.guess_type(rendition.file.name)[0] or "image/*"
            sizes[media_type][rendition.width] = Rendition(
                url=self.addresses.absolute(rendition.url),
                width=rendition.width,
                height=rendition.height,
                format=media_type,
            )
        return [by_width[width] for by_width in sizes.values() for width in sorted(by_width)]
