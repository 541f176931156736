"""Which texts are found in a page or snippet, and as what."""

from typing import Any

import pytest
from django.db import models
from django.test.utils import isolate_apps
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import Page

from cms.terminology.block_passages import passages
from cms.terminology.places import Place, language_of, places_of
from cms.terminology.plain_text import OWN, plain_texts
from cms.terminology.sentences import digest, sentence_at
from network.models import NetworkPage
from tests import factories


def texts(instance: Any) -> list[str]:
    return [place.text for place in places_of(instance)]


@isolate_apps("cms.terminology")
def test_a_new_field_and_a_new_block_are_read_without_a_line_of_code() -> None:
    class Timeline(blocks.StructBlock):
        years = blocks.ListBlock(
            blocks.StructBlock([("year", blocks.IntegerBlock()), ("what", blocks.CharBlock())])
        )
        aside = blocks.StreamBlock([("remark", blocks.RichTextBlock())])

    class Colour(blocks.ChoiceBlock):
        choices = [("red", "Red words")]

    class Exhibition(models.Model):
        motto = models.CharField(max_length=100)
        leaflet = RichTextField()
        website = models.URLField(default="https://example.org/address")
        kind = models.CharField(max_length=10, choices=[("a", "b")], default="a")
        rooms = StreamField([("timeline", Timeline()), ("colour", Colour())])

        class Meta:
            app_label = "cms_terminology"

    remark = {"type": "remark", "id": "r", "value": "<p>Gyp<b>sies</b></p>"}
    years = [{"type": "item", "id": "y", "value": {"year": 1993, "what": "A change"}}]
    exhibition = Exhibition(motto="Here", leaflet="<p>Come &amp; see</p>")
    exhibition.rooms = Exhibition._meta.get_field("rooms").to_python(
        [
            {"type": "timeline", "id": "t", "value": {"years": years, "aside": [remark]}},
            {"type": "colour", "id": "c", "value": "red"},
        ]
    )
    assert places_of(exhibition) == [
        Place("motto", "motto", "Motto", "Here", "en"),
        Place("leaflet", "leaflet", "Leaflet", "Come & see", "en"),
        Place(
            "rooms.t.years.y.what", "rooms", "Rooms › Timeline › Years › 1 › What", "A change", "en"
        ),
        Place("rooms.t.aside.r", "rooms", "Rooms › Timeline › Aside › Remark", "Gypsies", "en"),
    ]


@pytest.mark.django_db
def test_a_picture_is_read_by_the_words_that_stand_in_for_it() -> None:
    image = factories.image(title="roofs.png", description="Roofs of Lviv")

    def found(block: blocks.Block, value: Any) -> list[str]:
        stream = blocks.StreamBlock([("it", block)])
        native = stream.to_python([{"type": "it", "id": "i", "value": value}])
        return [passage.text for passage in passages(stream, native) if passage.text]

    assert found(ImageChooserBlock(), image.pk) == ["Roofs of Lviv"]
    captioned = blocks.StructBlock([("image", ImageChooserBlock()), ("alt", blocks.CharBlock())])
    assert found(captioned, {"image": image.pk, "alt": "A town"}) == ["A town"]
    plain = blocks.StructBlock([("image", ImageChooserBlock()), ("note", blocks.CharBlock())])
    assert found(plain, {"image": image.pk, "note": "N"}) == ["Roofs of Lviv", "N"]
    wagtails = {"image": image.pk, "alt_text": "A town", "decorative": False}
    assert found(ImageBlock(), wagtails) == ["A town"]
    assert found(ImageBlock(), {**wagtails, "decorative": True}) == []


@pytest.mark.django_db
def test_the_credit_below_a_picture_is_read_wherever_the_picture_is_shown(tree: Any) -> None:
    image = factories.image(credit="Gypsies of Lviv", licence="CC BY 4.0")
    block = {"image": image, "alt_text": "Roofs", "decorative": False, "caption": ""}
    page = factories.news_page(
        tree.news, lead_image=image, lead_image_alt="A town", body=[("image", block)]
    )
    read = {(place.label, place.text) for place in places_of(page) if "title" not in place.path}
    assert {
        ("Lead image › Credit", "Gypsies of Lviv"),
        ("Lead image › Licence", "CC BY 4.0"),
        ("Body › Image › Image › Credit", "Gypsies of Lviv"),
        ("Body › Image › Image › Licence", "CC BY 4.0"),
    } <= read
    assert image.title not in {text for _label, text in read}


@pytest.mark.django_db
def test_a_document_is_read_by_its_title_where_no_label_stands_for_it(tree: Any) -> None:
    document = factories.document(title="The Declaration")
    page = factories.news_page(tree.news, title="T", summary="")
    for label, shown in (("", "The Declaration"), ("Our text", "Our text")):
        page.documents = [("document", {"document": document, "label": label})]
        assert texts(page) == ["T", shown]


@pytest.mark.django_db
def test_rows_below_a_page_are_read_and_comments_of_editors_are_not(tree: Any) -> None:
    page = factories.network_page(tree.networks, title="Network")
    founder = NetworkPage.founders.rel.related_model(name="Lviv", kind="city", locale=page.locale)
    page.founders.add(founder)
    page.wagtail_admin_comments.add(
        Page.wagtail_admin_comments.rel.related_model(text="A comment", contentpath="title")
    )
    (_title, place) = places_of(page)
    assert place == Place(
        f"founders.{founder.translation_key}.name",
        "founders",
        "Founding authority › Name at the time",
        "Lviv",
        "en",
    )


@pytest.mark.django_db
def test_an_alias_is_read_in_the_language_of_its_source(tree: Any) -> None:
    page = factories.news_page(tree.news)
    alias = tree.translation_of(page, "fr")
    assert (language_of(alias), texts(alias)) == ("en", texts(page))


@pytest.mark.django_db
def test_the_cells_of_a_table_keep_their_paths_when_a_row_comes_before_them(tree: Any) -> None:
    def paths(*rows: str) -> dict[str, str]:
        page = factories.news_page(tree.news, aliases=False)
        table = {
            "columns": [{"type": "text", "heading": "Place"}],
            "rows": [{"values": [row]} for row in rows],
            "caption": "",
        }
        page.body = page.body.stream_block.to_python([{"type": "table", "id": "t", "value": table}])
        return {place.text: place.path for place in places_of(page) if place.field == "body"}

    assert paths("Tivat")["Tivat"] == paths("Lviv", "Tivat")["Tivat"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p><b>Gyp</b>sies</p><p>and&nbsp;more</p>", "Gypsies\nand\xa0more"),
        ("<p>See <a href='https://x.org'>Gyp<i>sies</i></a>.</p>", "See Gypsies."),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("one<br/>two", "one\ntwo"),
        ('<embed embedtype="image" alt="Roofs" id="1"/><p>x</p>', "Roofs\nx"),
        ("<style>p{}</style><script>let x</script>seen", "seen"),
        ("", ""),
    ],
)
def test_html_is_read_as_a_reader_meets_it(html: str, text: str) -> None:
    assert plain_texts(html) == {OWN: text}


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        (
            '<p>Le <span lang="de">Bürger<b>meister</b></span> parle.</p>',
            {OWN: "Le ⟨…⟩ parle.", "de": "Bürgermeister"},
        ),
        (
            '<p><span lang="uk">Так.</span> <span lang="uk">Ні.</span></p><p>Oui</p>',
            {OWN: "⟨…⟩ ⟨…⟩\nOui", "uk": "Так.\nНі."},
        ),
        (
            '<p>A<span lang="de">b<span lang="uk">в</span>b</span></p>',
            {OWN: "A⟨…⟩", "de": "b⟨…⟩b", "uk": "в"},
        ),
        ("<p>A <span>word</span></span></p>", {OWN: "A word"}),
    ],
)
def test_a_passage_in_another_language_is_read_by_itself(html: str, texts: dict[str, str]) -> None:
    assert plain_texts(html) == texts


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("First one. Here are WORDS. Last one.", "Here are WORDS."),
        ("Mr. Jones of St. Gallen met WORDS in Nov. He left.", None),
        ("He asked: “WORDS?” Nobody knew.", "He asked: “WORDS?”"),
        ("Line without an end\nWORDS here\nAnother", "WORDS here"),
        ("Див. м. Львів, вул. Ринок і WORDS. Далі.", "Див. м. Львів, вул. Ринок і WORDS."),
        ("T. G. Masaryk met WORDS! And then?", "T. G. Masaryk met WORDS!"),
        ("Qui ? Les WORDS, p. 12, selon M. Dupont. Fin.", "Les WORDS, p. 12, selon M. Dupont."),
        (
            "It cost 3.5 million for WORDS… and more. End.",
            "It cost 3.5 million for WORDS… and more.",
        ),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text: str, sentence: str | None) -> None:
    start = text.index("WORDS")
    found = sentence_at(text, start, start + 5)
    assert found == (sentence or text.partition(" He left")[0])


def test_long_runs_of_marks_letters_and_blanks_cost_no_more_than_their_length() -> None:
    """A cost that grows with the square of these would be hours."""
    for run in (
        "." * 200_000,
        "a" * 500_000 + ". B",
        "No. one saw. " * 40_000,
        " \u00a0" * 100_000,
    ):
        assert sentence_at(f"Gypsies {run} too", 0, 7).startswith("Gypsies")
        assert plain_texts(f"<p>Gypsies{run}too</p>")[OWN] == f"Gypsies{run}too"


def test_blanks_and_forms_of_unicode_do_not_change_a_sentence() -> None:
    assert digest("Café  au\nlait") == digest("Cafe\u0301 au lait")
    assert digest("Café au lait") != digest("Café au lait!")
