"""What can be chosen is marked with its language where that is not the page's."""

from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client

from tests import factories
from tests.factories import Tree


def options(client: Client, address: str) -> dict[str, str | None]:
    """The language each option is marked with, itself or by what it stands in, by its words."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return {
        option.get_text(): option.get("lang") or option.find_parent(lang=True)["lang"]
        for option in page.select("main option")
    }


def test_options_are_marked_with_the_language_of_their_words(tree: Tree, client: Client) -> None:
    topics = [factories.topic("homes", en="Homes"), factories.topic("work", en="Work", rom="Buti")]
    network = factories.network_page(tree.networks, title="In Ukraine", slug="ukraine")
    translated = tree.translation_of(network, "rom")
    translated.alias_of = None
    translated.title = "Ande Ukraina"
    translated.save_revision().publish()
    factories.news_page(network, topics=topics, countries=["UA"])
    factories.participation(1)
    cache.clear()

    news = options(client, "/rom/news/")
    assert news["all"] == "en"
    assert news["Homes (1)"] == "en"
    assert news["Buti (1)"] == "rom"
    assert news["Ukraine (1)"] == "en"
    assert news["Ande Ukraina (1)"] == "rom"
    directory = options(client, "/rom/authorities/")
    assert directory["participants of the Alliance"] == "en"
    assert directory["Ande Ukraina"] == "rom"
    in_ukrainian = options(client, "/uk/authorities/")
    foreign = [words for words, language in in_ukrainian.items() if language != "uk"]
    assert foreign == ["In Ukraine"]
