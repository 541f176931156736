"""The coordinators of a network: their group, their collection, and what they may do.

Each function makes what is missing, mends what differs, and returns a sentence for each change.
"""

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, Page

from cms.roles import (
    CHOOSE_MEDIA,
    MEDIA,
    TRANSLATE,
    VIEW_TERMS,
    WRITE,
    Role,
    model_permissions,
    named_permissions,
    provision_pages,
)
from network.models import NetworkSection

COORDINATORS = Role(name="Coordinators", pages=WRITE, media=MEDIA, extra=(TRANSLATE, VIEW_TERMS))
# The right to add and change networks, and to say who coordinates them.
CHANGE_SECTIONS = "network.change_networksection"
# What a group may do once its network is retired.
NOTHING = Role(name=COORDINATORS.name, pages=(), media=())


def wanted_name(section: NetworkSection) -> str:
    """What group and collection of a section are called: by the slug that its pages share."""
    return f"{COORDINATORS.name} ({section.slug})"


def ensure_group(section: NetworkSection) -> list[str]:
    """The group; one that has the name already, as on a site older than sections, is taken over."""
    name = wanted_name(section)
    if section.group is None:
        free = Group.objects.filter(network_section=None, translator_role=None)
        section.group = free.filter(name=name).first() or Group.objects.create(name=name)
        section.save(update_fields=["group"])
        return [_("The group “%(name)s” was tied to the section.") % {"name": name}]
    if section.group.name == name or Group.objects.filter(name=name).exists():
        return []
    section.group.name = name
    section.group.save(update_fields=["name"])
    return [_("The group is called “%(name)s” again.") % {"name": name}]


def ensure_collection(section: NetworkSection) -> list[str]:
    """The collection; one that has the name already is taken over."""
    name = wanted_name(section)
    if section.collection is None:
        taken = NetworkSection.objects.exclude(collection=None).values("collection")
        found = Collection.objects.filter(name=name).exclude(pk__in=taken).first()
        root = Collection.get_first_root_node()
        section.collection = found or root.add_child(instance=Collection(name=name))
        section.save(update_fields=["collection"])
        return [_("The collection “%(name)s” was tied to the section.") % {"name": name}]
    if section.collection.name == name:
        return []
    section.collection.name = name
    section.collection.save(update_fields=["name"])
    return [_("The collection is called “%(name)s” again.") % {"name": name}]


def ensure_rights(section: NetworkSection, pages: list[Page]) -> list[str]:
    """The rights of the group: these and no others, and none while the network is retired."""
    if section.group is None or section.collection is None:
        return []
    if section.is_retired:
        changed = give(section.group, NOTHING, [], set())
    else:
        own = [page for page in pages if section.has_language(page.locale.language_code)]
        changed = give(section.group, COORDINATORS, own, media_rights(section.collection))
    return [_("The rights of the coordinators were put right.")] if changed else []


def media_rights(own: Collection) -> set[tuple[int, int]]:
    """Pairs of a collection and a permission: to write in the own one, to choose from all."""
    everything = Collection.get_first_root_node()
    return {(own.pk, permission.pk) for permission in named_permissions(MEDIA)} | {
        (everything.pk, permission.pk) for permission in named_permissions(CHOOSE_MEDIA)
    }


def give(group: Group, role: Role, pages: list[Page], media: set[tuple[int, int]]) -> int:
    """Give `group` exactly these rights. Returns how many were added or taken away."""
    # Whoever may do nothing with a page has nothing to do in the admin.
    wanted = {permission.pk for permission in model_permissions(role)} if role.pages else set()
    present = set(group.permissions.values_list("pk", flat=True))
    if present != wanted:
        group.permissions.set(wanted)
    changed = provision_pages(group, pages, role.pages)
    return changed + len(present ^ wanted) + give_on_collections(group, media)


def give_on_collections(group: Group, wanted: set[tuple[int, int]]) -> int:
    """The same for pairs of a collection and a permission."""
    rows = GroupCollectionPermission.objects.filter(group=group)
    present = {(row.collection_id, row.permission_id): row for row in rows}
    for pair in present.keys() - wanted:
        present[pair].delete()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(
            group=group, collection_id=collection_id, permission_id=permission_id
        )
        for collection_id, permission_id in sorted(wanted - present.keys())
    )
    return len(present.keys() ^ wanted)
