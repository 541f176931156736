"""The groups that users work in, as data, and the command that puts them right.

Secretariat and editors work everywhere; a translator in the tree of one language; a coordinator in
the section of one network, in every language's tree.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
)

SNIPPETS = (
    "cms.allianceprofile",
    "cms.organisation",
    "cms_terminology.terminologynote",
)
REGISTER = ("network.authority",)
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


@dataclass(frozen=True)
class Role:
    """What a group may do: on pages, on media, and with models (`app.model`, all actions)."""

    name: str
    pages: tuple[str, ...]
    media: tuple[str, ...]
    models: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


SECRETARIAT = Role(
    name="Secretariat",
    pages=(*WRITE, "lock_page", "unlock_page", "bulk_delete_page"),
    media=MEDIA,
    models=(*SNIPPETS, *REGISTER, "news.topic", "wagtailredirects.redirect"),
    extra=("cms.change_sitesettings", TRANSLATE),
)
EDITORS = Role(
    name="Editors",
    pages=WRITE,
    media=MEDIA,
    models=("cms.organisation",),
    extra=(TRANSLATE,),
)
TRANSLATORS = Role(
    name="Translators",
    pages=("change_page", "publish_page"),
    media=CHOOSE_MEDIA,
    extra=(TRANSLATE,),
)
COORDINATORS = Role(name="Coordinators", pages=WRITE, media=MEDIA, extra=(TRANSLATE,))


@transaction.atomic
def provision_groups() -> dict[str, Group]:
    """Make or repair the groups that every site has.

    Returns them by key: `secretariat`, `editors`, and `translators-<language>` for each home.
    """
    root = Page.get_first_root_node()
    everything = Collection.get_first_root_node()
    groups = {
        "secretariat": provision(SECRETARIAT, SECRETARIAT.name, [root], everything),
        "editors": provision(EDITORS, EDITORS.name, [root], everything),
    }
    for home in homes():
        code = home.locale.language_code
        name = f"{TRANSLATORS.name} ({code})"
        groups[f"translators-{code}"] = provision(TRANSLATORS, name, [home], everything)
    return groups


@transaction.atomic
def coordinator_group(network: Page) -> Group:
    """Make or repair the coordinators' group of a network.

    It writes in the network's section in every language and has a collection of its own for
    pictures and documents; it may choose from all. It is named by the network's slug, which its
    pages in all languages share and no other network has.
    """
    sections = list(network.get_translations(inclusive=True))
    name = f"{COORDINATORS.name} ({network.slug})"
    root = Collection.get_first_root_node()
    collection = Collection.objects.filter(name=name).first()
    collection = collection or root.add_child(instance=Collection(name=name))
    group = provision(COORDINATORS, name, sections, collection)
    grant_on_collection(group, root, CHOOSE_MEDIA)
    return group


def homes() -> list[Page]:
    """The home pages of all sites, in all languages."""
    keys = Site.objects.values_list("root_page__translation_key", flat=True)
    return list(Page.objects.filter(translation_key__in=keys).select_related("locale"))


def provision(role: Role, name: str, pages: list[Page], collection: Collection) -> Group:
    """The group `name` with exactly the rights of `role`; other members and groups are left."""
    group, _created = Group.objects.get_or_create(name=name)
    group.permissions.set(model_permissions(role))
    permissions = named_permissions(tuple(f"wagtailcore.{codename}" for codename in role.pages))
    wanted = [(page.pk, permission.pk) for page in pages for permission in permissions]
    rows = GroupPagePermission.objects.filter(group=group)
    for row in rows:
        if (row.page_id, row.permission_id) not in wanted:
            row.delete()
    for page_id, permission_id in wanted:
        rows.get_or_create(group=group, page_id=page_id, permission_id=permission_id)
    GroupCollectionPermission.objects.filter(group=group).delete()
    grant_on_collection(group, collection, role.media)
    return group


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
