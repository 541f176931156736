"""What readers' browsers are told about pictures."""

import pytest
from bs4 import BeautifulSoup, Tag

from cms import pictures
from tests import factories


def written(picture: object) -> Tag:
    return BeautifulSoup(str(picture), "html.parser").picture


def widths(srcset: str) -> list[int]:
    return [int(part.split()[1].removesuffix("w")) for part in srcset.split(", ")]


@pytest.mark.django_db
def test_a_picture_comes_as_avif_and_webp_in_sizes_never_enlarged() -> None:
    picture = written(pictures.article_picture(factories.image(size=(900, 600)), "A town"))
    assert picture.source["type"] == "image/avif"
    assert widths(picture.source["srcset"]) == widths(picture.img["srcset"]) == [900, 800, 400]
    assert picture.img["src"].endswith(".webp")
    assert (picture.img["width"], picture.img["height"]) == ("900", "600")
    assert picture.img["alt"] == "A town"


@pytest.mark.django_db
def test_a_picture_smaller_than_its_place_is_one_file_at_its_own_size() -> None:
    image = factories.image(size=(300, 200))
    picture = written(pictures.article_picture(image, "A town"))
    assert "300" in picture.img["width"]
    assert not {"srcset", "sizes"} & set(picture.img.attrs)
    card = written(pictures.card_picture(image))
    assert (card.img["width"], card.img["class"]) == ("300", ["small"])


@pytest.mark.django_db
def test_only_the_picture_that_is_seen_first_is_loaded_at_once() -> None:
    image = factories.image(size=(900, 600))
    later = written(pictures.card_picture(image))
    assert (later.img["loading"], later.img["alt"]) == ("lazy", "")
    first = written(pictures.article_picture(image, "A town", eager=True))
    assert first.img["fetchpriority"] == "high"
    assert "loading" not in first.img.attrs
