"""What is posted, by the name that stands in the table: from an object of the world."""

from collections.abc import Callable
from typing import Any

from wagtail.test.utils.form_data import nested_form_data, streamfield

from tests import factories
from tests.cms.translation.helpers import article_form
from tests.network.permissions.things import Thing, World

Data = dict[str, Any]
Form = Callable[[World, Thing], Data]


def own_section(world: World, thing: Thing) -> int:
    """The section of the coordinator who is looked at, whatever the object: where things go."""
    return world.things["ua section"].values["pk"]


def copy(world: World, thing: Thing, **more: Any) -> Data:
    return {
        "new_title": "Copied",
        "new_slug": f"copied-{thing.values['pk']}",
        "new_parent_page": own_section(world, thing),
        **more,
    }


def foreign(world: World, thing: Thing, kind: str = "section") -> int:
    """A page of the other section, into which things shall not go."""
    other = "gr" if thing.section == "ua" else "ua"
    return world.things[f"{other} {kind}"].values["pk"]


def privacy(world: World, thing: Thing) -> Data:
    return {"restriction_type": "login", "password": "", "groups": []}


def image(world: World, thing: Thing) -> Data:
    collection = world.things["ua collection"].values["pk"]
    return {"title": "Retitled", "collection": collection, "tags": "", "credit": "", "licence": ""}


def collection(world: World, thing: Thing) -> Data:
    name = f"{thing.section} collection"
    return {"collection": world.things.get(name, world.things["ua collection"]).values["pk"]}


def external(world: World, thing: Thing) -> Data:
    page = factories.NewsPage.objects.model._meta.get_field("id").model.objects.get(
        pk=thing.values["pk"]
    )
    address = page.full_url
    return {"external-link-chooser-url": address, "external-link-chooser-link_text": "x"}


def article_with(block: str, value: Data) -> Data:
    return article_form("Title", "title", body=streamfield([(block, value)]))


def foreign_image(world: World, thing: Thing) -> Data:
    """An article into which somebody puts a picture of another section by its number."""
    picture = world.things["gr image" if thing.section == "ua" else "ua image"].values["pk"]
    return article_with(
        "image", {"image": picture, "alt_text": "Roofs", "decorative": "", "caption": ""}
    )


def foreign_document(world: World, thing: Thing) -> Data:
    other = world.things["gr document" if thing.section == "ua" else "ua document"]
    return article_with("document", {"document": other.values["pk"], "label": "The text"})


FORMS: dict[str, Form] = {
    "empty": lambda world, thing: {},
    "article": lambda world, thing: article_form("Title", f"title-{thing.values['pk']}"),
    "foreign_image": foreign_image,
    "foreign_document": foreign_document,
    "copy": lambda world, thing: copy(world, thing, new_parent_page=thing.values["parent"]),
    "copy_alias": lambda world, thing: copy(world, thing, alias="on"),
    "move": lambda world, thing: {"new_parent_page": own_section(world, thing)},
    "bulk_move": lambda world, thing: {"chooser": own_section(world, thing)},
    "descendants": lambda world, thing: {"include_descendants": "on"},
    "into_foreign_copy": lambda world, thing: copy(
        world, thing, new_parent_page=foreign(world, thing), alias="on"
    ),
    "into_foreign_copy_draft": lambda world, thing: copy(
        world, thing, new_parent_page=foreign(world, thing, "draft")
    ),
    "into_foreign_move": lambda world, thing: {"new_parent_page": foreign(world, thing)},
    "into_foreign_move_draft": lambda world, thing: {
        "new_parent_page": foreign(world, thing, "draft")
    },
    "into_foreign_bulk_move": lambda world, thing: {"chooser": foreign(world, thing)},
    "into_foreign_bulk_move_draft": lambda world, thing: {
        "chooser": foreign(world, thing, "draft")
    },
    "into_foreign_api": lambda world, thing: {"destination_page_id": foreign(world, thing)},
    "into_foreign_api_draft": lambda world, thing: {
        "destination_page_id": foreign(world, thing, "draft")
    },
    "into_foreign_collection": lambda world, thing: {
        "collection": world.things[
            "gr collection" if thing.section == "ua" else "ua collection"
        ].values["pk"],
        "title": "Moved",
    },
    "state": lambda world, thing: {"state": "suspended", "on": "2026-01-01", "reason": "x"},
    "note": lambda world, thing: {"text": "A note"},
    "reason": lambda world, thing: {"reason": "Because"},
    "reject": lambda world, thing: {"comment": "No"},
    "privacy": privacy,
    "tags": lambda world, thing: {"tags": "one"},
    "collection": collection,
    "image": image,
    "document": image,
    "external": external,
    "locales": lambda world, thing: {"locales": [world.things["locale"].values["pk"]]},
    "api_delete": lambda world, thing: {},
    "api_publish": lambda world, thing: {},
    "api_unpublish": lambda world, thing: {},
    "api_convert_alias": lambda world, thing: {},
    "api_copy": lambda world, thing: {"destination_page_id": own_section(world, thing)},
    "api_move": lambda world, thing: {"destination_page_id": own_section(world, thing)},
    "api_create_alias": lambda world, thing: {
        "destination_page_id": own_section(world, thing),
        "update_slug": "as-alias",
    },
    "api_copy_for_translation": lambda world, thing: {"locale": "fr"},
    "api_revert_to_page_revision": lambda world, thing: {"revision_id": thing.values["revision"]},
}


def form(name: str, world: World, thing: Thing) -> Data:
    return nested_form_data(FORMS[name](world, thing))
