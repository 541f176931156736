"""The groups that users work in, as data, and the command that puts them right.

Secretariat and editors work everywhere; a translator in the tree of one language; a coordinator in
the section of one network, in every language's tree.
"""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Collection, Page

from cms.roles import (
    CHOOSE_MEDIA,
    MEDIA,
    TRANSLATE,
    VIEW_TERMS,
    WRITE,
    Role,
    grant_on_collection,
    provision,
)
from cms.translation.roles import CHANGE_ROLES, ensure_role, homes

SNIPPETS = (
    "cms.allianceprofile",
    "cms.organisation",
    "cms_terminology.terminologynote",
)
REGISTER = ("network.authority",)
# To decide on concepts and terms, and on what blocks publishing.
TERMS = ("cms_terminology.concept",)

SECRETARIAT = Role(
    name="Secretariat",
    pages=(*WRITE, "lock_page", "unlock_page", "bulk_delete_page"),
    media=MEDIA,
    models=(*SNIPPETS, *REGISTER, *TERMS, "news.topic", "wagtailredirects.redirect"),
    extra=("cms.change_sitesettings", CHANGE_ROLES, TRANSLATE),
)
EDITORS = Role(
    name="Editors",
    pages=WRITE,
    media=MEDIA,
    models=("cms.organisation",),
    extra=(TRANSLATE, VIEW_TERMS),
)
COORDINATORS = Role(name="Coordinators", pages=WRITE, media=MEDIA, extra=(TRANSLATE, VIEW_TERMS))


@transaction.atomic
def provision_groups() -> dict[str, Group]:
    """Make or repair the groups that every site has.

    Returns them by key: `secretariat`, `editors`, and `translators-<language>` for each home.
    """
    root = Page.get_first_root_node()
    everything = Collection.get_first_root_node()
    groups = {
        "secretariat": provisioned(SECRETARIAT, SECRETARIAT.name, [root], everything),
        "editors": provisioned(EDITORS, EDITORS.name, [root], everything),
    }
    for home in homes():
        groups[f"translators-{home.locale.language_code}"] = ensure_role(None, home.locale).group
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
    group = provisioned(COORDINATORS, name, sections, collection)
    grant_on_collection(group, root, CHOOSE_MEDIA)
    return group


def provisioned(role: Role, name: str, pages: list[Page], collection: Collection) -> Group:
    """The group `name`, made where there is none, with exactly the rights of `role`."""
    group, _created = Group.objects.get_or_create(name=name)
    provision(role, group, pages, collection)
    return group
