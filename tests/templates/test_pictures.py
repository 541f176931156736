"""What readers' browsers are told about pictures."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django_tasks import task_backends

from cms import pictures
from cms.picture_sizes import make_missing, make_sizes
from cms.templatetags import cms_tags
from tests import factories


def written(picture: object) -> Tag:
    return BeautifulSoup(str(picture), "html.parser").picture


def made(**fields: Any) -> Any:
    """A picture whose sizes all exist."""
    image = factories.image(**fields)
    make_missing(image)
    return image


def widths(srcset: str) -> list[int]:
    return [int(part.split()[1].removesuffix("w")) for part in srcset.split(", ")]


@pytest.mark.django_db
def test_a_picture_comes_as_avif_and_webp_in_sizes_never_enlarged() -> None:
    picture = written(pictures.article_picture(made(size=(900, 600)), "A town"))
    assert picture.source["type"] == "image/avif"
    assert widths(picture.source["srcset"]) == widths(picture.img["srcset"]) == [900, 800, 400]
    assert picture.img["src"].endswith(".webp")
    assert (picture.img["width"], picture.img["height"]) == ("900", "600")
    assert picture.img["alt"] == "A town"


@pytest.mark.django_db
def test_a_picture_smaller_than_its_place_is_one_file_at_its_own_size() -> None:
    image = made(size=(300, 200))
    picture = written(pictures.article_picture(image, "A town"))
    assert "300" in picture.img["width"]
    assert not {"srcset", "sizes"} & set(picture.img.attrs)
    card = written(pictures.card_picture(image))
    assert (card.img["width"], card.img["class"]) == ("300", ["small"])


@pytest.mark.django_db
def test_only_the_picture_that_is_seen_first_is_loaded_at_once() -> None:
    image = made(size=(900, 600))
    later = written(pictures.card_picture(image))
    assert (later.img["loading"], later.img["alt"]) == ("lazy", "")
    first = written(pictures.article_picture(image, "A town", eager=True))
    assert first.img["fetchpriority"] == "high"
    assert "loading" not in first.img.attrs


@pytest.mark.django_db
def test_on_a_phone_only_the_first_of_a_list_is_loaded_as_wide_as_the_screen() -> None:
    image = made(size=(900, 600))
    for tag in (cms_tags.card_picture, cms_tags.row_picture):
        narrow = [str(written(tag(image, is_first)).img["sizes"]) for is_first in (True, False)]
        assert [sizes.split(", ")[-1] for sizes in narrow] == ["calc(100vw - 2rem)", "6rem"]


@pytest.mark.django_db
def test_who_comes_before_the_sizes_are_made_gets_one_and_waits_for_no_more(
    tree: factories.Tree, client: Client
) -> None:
    lead, inside = factories.image(size=(900, 600)), factories.image(size=(900, 600))
    block = {"image": inside, "alt_text": "A town", "decorative": False, "caption": ""}
    article = factories.news_page(
        tree.news, lead_image=lead, lead_image_alt="A street", body=[("image", block)]
    )
    for _ in range(2):
        page = BeautifulSoup(client.get(article.url).content, "html.parser")
        for figure in page.select("main figure"):
            assert figure.img["width"] == "800"
            assert not figure.select("source, [srcset], [sizes]")
    assert (lead.renditions.count(), inside.renditions.count()) == (1, 1)
    client.get("/en/news/feed/")
    assert client.get(f"/api/v1/news/{article.pk}").json()["lead_image"]["renditions"]
    assert lead.renditions.count() == 1
    client.get(tree.news.url)
    assert lead.renditions.count() == 2, "one for cards"

    make_missing(lead)
    everything = lead.renditions.count()
    page = BeautifulSoup(client.get(article.url).content, "html.parser")
    figure = page.select_one("figure.lead-picture")
    assert figure and widths(str(figure.source["srcset"])) == [900, 800, 400]
    assert page.select_one('meta[property="og:image:width"]')["content"] == "900"
    for address in ("/en/", "/en/news/", "/en/news/feed/", f"/api/v1/news/{article.pk}"):
        client.get(address)
    assert lead.renditions.count() == everything, "all that is shown anywhere"


@pytest.mark.django_db
def test_avif_is_offered_only_when_it_is_whole() -> None:
    image = factories.image(size=(900, 600))
    for spec in ("format-avif|width-400", "format-webp|width-800", "format-webp|width-400"):
        image.get_rendition(spec)
    picture = written(pictures.article_picture(image, ""))
    assert picture.source is None
    assert widths(picture.img["srcset"]) == [800, 400]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("backend", "formats"),
    [
        ("django_tasks.backends.immediate.ImmediateBackend", {"webp", "jpg"}),
        ("django_tasks.backends.dummy.DummyBackend", set()),
    ],
)
def test_the_sizes_of_a_picture_are_made_when_it_is_uploaded_by_a_worker_if_there_is_one(
    backend: str, formats: set[str], settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": backend}}
    with django_capture_on_commit_callbacks(execute=True):
        image = factories.image(size=(300, 200))

    def there() -> set[str]:
        return {rendition.file.name.rpartition(".")[2] for rendition in image.renditions.all()}

    assert there() == formats
    if not formats:
        results = task_backends["default"].results
        assert [one.args for one in results if one.task.func is make_sizes.func] == [[image.pk]]
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
        make_sizes.func(image.pk)
        assert there() == {"webp", "jpg", "avif"}


@pytest.mark.django_db
def test_a_command_makes_what_is_missing_and_names_what_cannot_be_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    damaged, whole = factories.image(size=(90, 60)), factories.image(size=(90, 60))
    damaged.file.storage.delete(damaged.file.name)
    damaged.file.storage.save(damaged.file.name, ContentFile(b"\x89PNG damaged"))
    for number in (whole.renditions.count() or 6, 0):
        with pytest.raises(CommandError):
            call_command("make_renditions")
        told = capsys.readouterr()
        assert told.out.startswith(f"{number} ")
        assert damaged.title in told.err and whole.title not in told.err
    assert {"avif", "webp", "jpg"} == {
        rendition.file.name.rpartition(".")[2] for rendition in whole.renditions.all()
    }


@pytest.mark.django_db
def test_a_picture_whose_file_is_gone_leaves_the_page_whole(
    tree: factories.Tree, client: Client
) -> None:
    image = factories.image(size=(90, 60))
    image.file.storage.delete(image.file.name)
    article = factories.news_page(tree.news, lead_image=image, lead_image_alt="A street")
    for address in (article.url, tree.news.url, "/en/", "/en/news/feed/"):
        response = client.get(address)
        assert response.status_code == 200
        assert b"not-found" not in response.content
