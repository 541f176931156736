"""What readers' browsers are told about pictures."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django_tasks import task_backends

from cms import pictures
from cms.picture_sizes import make_sizes
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


@pytest.mark.django_db
def test_the_sizes_of_a_page_are_made_on_its_publication_where_a_worker_does_it(
    tree: factories.Tree,
    settings: Any,
    client: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:
    lead, inside = factories.image(size=(900, 600)), factories.image(size=(900, 600))
    block = {"image": inside, "alt_text": "A town", "decorative": False, "caption": ""}
    article = factories.news_page(
        tree.news,
        lead_image=lead,
        lead_image_alt="A street",
        body=[("image", block)],
        aliases=False,
    )
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    assert [
        result.args
        for result in task_backends["default"].results
        if result.task.func is make_sizes.func
    ] == [[article.pk]]
    make_sizes.func(article.pk)
    made = lead.renditions.count() + inside.renditions.count()
    client.get(article.url)
    client.get(tree.news.url)
    assert made == lead.renditions.count() + inside.renditions.count() > 9
