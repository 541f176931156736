"""The groups that users work in, as data, and the command that puts them right.

Secretariat and editors work everywhere; a translator in the tree of one language; a coordinator in
the section of one network (`network.sections`).
"""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Collection, Page

from cms.roles import (
    MEDIA,
    TRANSLATE,
    VIEW_TERMS,
    WRITE,
    Role,
    provision,
)
from cms.translation.roles import CHANGE_ROLES, ensure_role, homes
from network.sections.groups import CHANGE_SECTIONS
from network.sections.provisioning import coordinator_group, put_all_right

__all__ = ["coordinator_group", "provision_groups"]

SNIPPETS = (
    "cms.allianceprofile",
    "cms.organisation",
    "cms_terminology.terminologynote",
)
REGISTER = ("network.authority", "network.consenttext")
# To decide on concepts and terms, and on what blocks publishing.
TERMS = ("cms_terminology.concept",)
# To say who is told of changes over HTTP.
WEBHOOKS = ("cms_webhooks.endpoint",)

SECRETARIAT = Role(
    name="Secretariat",
    pages=(*WRITE, "lock_page", "unlock_page", "bulk_delete_page"),
    media=MEDIA,
    models=(*SNIPPETS, *REGISTER, *TERMS, *WEBHOOKS, "news.topic", "wagtailredirects.redirect"),
    extra=("cms.change_sitesettings", CHANGE_ROLES, CHANGE_SECTIONS, TRANSLATE),
)
EDITORS = Role(
    name="Editors",
    pages=WRITE,
    media=MEDIA,
    models=("cms.organisation",),
    extra=(TRANSLATE, VIEW_TERMS),
)


@transaction.atomic
def provision_groups() -> dict[str, Group]:
    """Make or repair the groups that every site has, and those of the networks that it has.

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
    put_all_right()
    return groups


def provisioned(role: Role, name: str, pages: list[Page], collection: Collection) -> Group:
    """The group `name`, made where there is none, with exactly the rights of `role`."""
    group, _created = Group.objects.get_or_create(name=name)
    provision(role, group, pages, collection)
    return group
