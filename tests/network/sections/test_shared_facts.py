"""Contact, documents, founders and coordinators of a network are the same in all its languages."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page
from wagtail_localize.models import SegmentOverride, TranslationContext, TranslationSource

from network.models import NetworkCoordinator, NetworkPage
from tests import factories
from tests.factories import Tree


def block(number: int, document: Any, label: str) -> dict[str, Any]:
    key = f"00000000-0000-4000-8000-0000000000{number:02}"
    return {"type": "document", "value": {"document": document.pk, "label": label}, "id": key}


@pytest.fixture
def network(tree: Tree) -> NetworkPage:
    """Published with its aliases: an office, a coordinator, a document."""
    page = factories.network_page(
        tree.networks,
        title="Alliance",
        contact_phone="+380 32 111111",
        contact_website="https://old.example",
        documents=[block(1, factories.document(title="Charter"), "The charter")],
    )
    page.coordinators.add(NetworkCoordinator(name="Olena", office="Chair", locale=page.locale))
    page.save_revision().publish()
    return NetworkPage.objects.get(pk=page.pk)


@pytest.fixture
def french(network: NetworkPage, tree: Tree) -> NetworkPage:
    """A version in French words, published, with a draft of another title."""
    page = network.get_translation(tree.locale("fr"))
    Page.objects.filter(pk=page.pk).update(alias_of=None)
    page = NetworkPage.objects.get(pk=page.pk)
    page.title = "L’Alliance"
    person = page.coordinators.get()
    person.office = "Présidente"
    page.coordinators.set([person])
    page.documents.raw_data[0]["value"]["label"] = "La charte"
    page.save_revision().publish()
    page.title = "Brouillon"
    page.save_revision()
    return NetworkPage.objects.get(pk=page.pk)


def told(page: NetworkPage) -> tuple[Any, ...]:
    return (
        page.title,
        page.contact_phone,
        [(person.name, person.office) for person in page.coordinators.all()],
        [(item.value["document"].title, item.value["label"]) for item in page.documents],
    )


def test_what_is_no_text_reaches_all_languages_and_their_drafts_in_their_own_words(
    network: NetworkPage, french: NetworkPage, client: Client
) -> None:
    network.contact_phone = "+380 32 222222"
    network.coordinators.add(NetworkCoordinator(name="Taras", office="Deputy", locale_id=1))
    charter, budget = factories.document(title="Charter 2"), factories.document(title="Budget")
    network.documents = [block(1, charter, "The charter"), block(2, budget, "The budget")]
    network.save_revision().publish()

    facts = (
        "+380 32 222222",
        [("Olena", "Présidente"), ("Taras", "")],
        [("Charter 2", "La charte"), ("Budget", "")],
    )
    french = NetworkPage.objects.get(pk=french.pk)
    assert told(french) == ("L’Alliance", *facts)
    assert told(french.get_latest_revision_as_object()) == ("Brouillon", *facts)
    read = client.get(french.url).text
    assert "Taras" in read and "Deputy" not in read and "The budget" not in read

    # Whoever has not agreed any longer is named in no language.
    network = NetworkPage.objects.get(pk=network.pk)
    network.coordinators.set(
        [person for person in network.coordinators.all() if person.name == "Taras"]
    )
    network.save_revision().publish()
    assert "Olena" not in client.get(french.url).text
    NetworkPage.objects.get(pk=french.pk).get_latest_revision().publish()
    assert told(NetworkPage.objects.get(pk=network.pk))[2] == [("Taras", "Deputy")]


def test_a_language_keeps_what_its_translators_put_in_the_place_of_a_fact(
    network: NetworkPage, french: NetworkPage, tree: Tree
) -> None:
    source, _created = TranslationSource.get_or_create_from_instance(network)
    context, _created = TranslationContext.objects.get_or_create(
        object_id=source.object_id, path="contact_website"
    )
    SegmentOverride.objects.create(
        locale=tree.locale("fr"), context=context, data_json='"https://old.example/fr"'
    )
    NetworkPage.objects.filter(pk=french.pk).update(contact_website="https://old.example/fr")
    network.contact_website = "https://new.example"
    network.save_revision().publish()
    french.refresh_from_db()
    assert french.contact_website == "https://old.example/fr"
