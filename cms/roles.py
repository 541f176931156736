"""What a group may do, as data, and how a group is put right by it."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

# Wagtail keeps the rights on pictures and documents under its own models, whichever are in use.
CHOOSE_MEDIA = ("wagtailimages.choose_image", "wagtaildocs.choose_document")
MEDIA = (
    *CHOOSE_MEDIA,
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
)
WRITE = ("add_page", "change_page", "publish_page")
# To begin translations; into which language, of which page, the rights on the pages say.
TRANSLATE = "wagtail_localize.submit_translation"
# To look concepts and terms up.
VIEW_TERMS = "cms_terminology.view_concept"


@dataclass(frozen=True)
class Role:
    """What a group may do: on pages, on media, and with models (`app.model`, all actions)."""

    name: str
    pages: tuple[str, ...]
    media: tuple[str, ...]
    models: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


def provision(role: Role, group: Group, pages: list[Page], collection: Collection) -> int:
    """Give `group` exactly the rights of `role`, on `pages`; its members are left.

    Returns how many rights on pages were added or taken away.
    """
    group.permissions.set(model_permissions(role))
    changed = provision_pages(group, pages, role.pages)
    GroupCollectionPermission.objects.filter(group=group).delete()
    grant_on_collection(group, collection, role.media)
    return changed


def provision_pages(group: Group, pages: list[Page], codenames: tuple[str, ...]) -> int:
    """Give `group` these rights on `pages` and on no others. Returns how many rows differed."""
    permissions = named_permissions(tuple(f"wagtailcore.{codename}" for codename in codenames))
    wanted = {(page.pk, permission.pk) for page in pages for permission in permissions}
    rows = GroupPagePermission.objects.filter(group=group)
    present = {(row.page_id, row.permission_id): row for row in rows}
    for pair in present.keys() - wanted:
        present[pair].delete()
    for page_id, permission_id in wanted - present.keys():
        GroupPagePermission.objects.create(
            group=group, page_id=page_id, permission_id=permission_id
        )
    return len(present.keys() ^ wanted)


def model_permissions(role: Role) -> list[Permission]:
    """Permissions of a role that are bound neither to a page nor to a collection."""
    models = Q()
    for label in role.models:
        app, model = label.split(".")
        models |= Q(content_type__app_label=app, content_type__model=model)
    named = named_permissions(("wagtailadmin.access_admin", *role.extra))
    return [*named, *(Permission.objects.filter(models) if role.models else [])]


def grant_on_collection(group: Group, collection: Collection, names: tuple[str, ...]) -> None:
    """Let `group` do these things with the media of `collection`."""
    for permission in named_permissions(names):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )


def named_permissions(names: tuple[str, ...]) -> list[Permission]:
    """The permissions called `app.codename`; raises DoesNotExist for a name that is none."""
    pairs = (name.split(".") for name in names)
    return [
        Permission.objects.get(content_type__app_label=app, codename=codename)
        for app, codename in pairs
    ]
