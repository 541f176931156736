"""Takes out of a picture what stands beside the pixels: place, device, names.

Browsers with JavaScript do that before they send a photo (`cms/static/cms/js/small-pictures.js`);
this is for all others, and for whoever goes round the form.
"""

import io
from typing import Any

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps, UnidentifiedImageError

# What Pillow calls them in `Image.info`: of JPEG, WebP, AVIF, and of PNG.
TRACES = {"exif", "xmp", "photoshop", "comment", "XML:com.adobe.xmp", "Raw profile type exif"}
# Near to what cameras use: drawing anew is not to be seen.
QUALITY = {"JPEG": 92, "WEBP": 90, "AVIF": 85}
# A JPEG with further pictures in it, such as a preview that tells the same: the first is kept.
SEVERAL = {"MPO": "JPEG"}


def without_traces(file: File) -> ContentFile | None:
    """The picture in `file`, upright, without traces, under the same name.

    None for one that has none, and for what Pillow cannot read, such as drawings in SVG.
    """
    file.seek(0)
    try:
        opened = Image.open(file)
    except UnidentifiedImageError:
        return None
    with opened as picture:
        told = TRACES & picture.info.keys() or getattr(picture, "text", None)
        if not told and picture.format not in SEVERAL:
            return None
        content = io.BytesIO()
        form = SEVERAL.get(str(picture.format), str(picture.format))
        moves = form == picture.format and getattr(picture, "is_animated", False)
        # One that moves is no photo, and is not turned by a note beside it.
        upright = picture if moves else ImageOps.exif_transpose(picture)
        for trace in TRACES:
            upright.info.pop(trace, None)
        upright.save(content, form, exif=b"", **options(upright, form, moves))
    return ContentFile(content.getvalue(), name=file.name)


def options(picture: Image.Image, form: str, moves: bool) -> dict[str, Any]:
    """How Pillow is to write `picture`, with the colours that it has."""
    chosen: dict[str, Any] = {"icc_profile": picture.info.get("icc_profile")}
    if form in QUALITY:
        chosen["quality"] = QUALITY[form]
    if moves:
        chosen["save_all"] = True
    return chosen
