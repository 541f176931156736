"""A photo tells readers nothing that its pixels do not, whoever sent it and how."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.images import get_image_model

ORIENTATION, MAKER, PLACE = 0x0112, 0x010F, 0x8825
FORMATS = ("jpeg", "png", "webp", "avif")
pytestmark = pytest.mark.django_db


def photo(form: str) -> bytes:
    """A wide picture, blue at the left, that says to be turned upright, and much besides."""
    picture = Image.new("RGB", (80, 40), "red")
    picture.paste("blue", (0, 0, 20, 40))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "zqmaker"
    exif.get_ifd(PLACE).update({1: "N", 2: (50.0, 27.0, 0.0), 3: "E", 4: (30.0, 31.0, 0.0)})
    text = PngInfo()
    text.add_text("Author", "zqauthor")
    options = {
        "jpeg": {"comment": b"zqcomment", "xmp": b"<x>http://ns.adobe.com/xap zqxmp</x>"},
        "webp": {"xmp": b"<x>http://ns.adobe.com/xap zqxmp</x>"},
        "png": {"pnginfo": text},
        "avif": {},
    }
    content = io.BytesIO()
    picture.save(content, form, exif=exif, **options[form])
    return content.getvalue()


def test_a_photo_sent_without_javascript_is_stored_upright_without_place_device_or_names(
    client: Client,
) -> None:
    client.force_login(User.objects.create_superuser("root"))
    for form in FORMATS:
        sent = photo(form)
        assert b"zq" in sent
        answer = client.post(
            "/admin/images/add/",
            {
                "title": form,
                "file": SimpleUploadedFile(f"photo.{form}", sent, f"image/{form}"),
                "collection": 1,
                "consent": "not_needed",
            },
        )
        assert answer.status_code == 302
        image = get_image_model().objects.get(title=form)
        with image.open_file() as file:
            stored = file.read()
        picture = Image.open(io.BytesIO(stored))
        assert (b"zq" in stored, dict(picture.getexif()), picture.format) == (
            False,
            {},
            form.upper(),
        )
        assert (image.width, image.height, picture.size) == (40, 80, (40, 80))
        # What was at the left is above.
        red, _green, blue = picture.convert("RGB").getpixel((20, 5))
        assert blue > 200 > red
        assert image.file_size == len(stored)


def test_a_picture_without_traces_is_stored_as_it_came() -> None:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "jpeg")
    file = SimpleUploadedFile("plain.jpeg", content.getvalue())
    image = get_image_model().objects.create(title="plain", file=file)
    with image.open_file() as stored:
        assert stored.read() == content.getvalue()
