"""Who translates what: a group for each section and language, and the rights it gets from that.

The section is known by the translation key of its pages, so that a role outlives the page of one
language. Whatever the roles say can be made again from them (`provision_roles`).
"""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.db import models, transaction
from django.db.models import Q, QuerySet
from wagtail.log_actions import log
from wagtail.models import Collection, Locale, Page, Site

from cms.roles import CHOOSE_MEDIA, TRANSLATE, VIEW_TERMS, Role, provision
from cms.translation.aliases import find_source
from cms.translation.models import TranslatorRole
from cms.translation.targets import HOME_DEPTH

TRANSLATORS = Role(
    name="Translators",
    pages=("change_page", "publish_page"),
    media=CHOOSE_MEDIA,
    extra=(TRANSLATE, VIEW_TERMS),
)
# Of a name of a group in Django.
LONGEST_NAME = 150
# The right to say who translates what.
CHANGE_ROLES = "cms_translation.change_translatorrole"
PERSON_ADDED = "cms_translation.add_translator"
PERSON_REMOVED = "cms_translation.remove_translator"


class NotASection(ValueError):
    """The page is the home of a language, which stands for the whole site, or above it."""


def homes() -> QuerySet[Page]:
    """The home pages of all sites, in all languages."""
    keys = Site.objects.values_list("root_page__translation_key", flat=True)
    return Page.objects.filter(translation_key__in=keys).select_related("locale")


def pages_of(role: TranslatorRole) -> QuerySet[Page]:
    """The pages on which the group of `role` gets its rights; what stands below is included."""
    pages = homes() if role.section is None else Page.objects.filter(translation_key=role.section)
    return pages.filter(locale_id=role.locale_id)


def ensure_role(section: UUID | None, locale: Locale) -> TranslatorRole:
    """The role of a section (None: the whole site) in a language, made if missing, with its rights.

    A group that has the name already, as it does on a site older than the roles, is taken over.
    """
    with transaction.atomic():
        role = find_or_make_role(section, locale)
        provision_role(role)
    return role


def find_or_make_role(section: UUID | None, locale: Locale) -> TranslatorRole:
    """The role with its group, in a transaction; whoever asks for it at the same time waits."""
    Locale.objects.select_for_update().get(pk=locale.pk)
    role = TranslatorRole.objects.filter(section=section, locale=locale).first()
    if role is None:
        group, _created = Group.objects.get_or_create(name=group_name(section, locale))
        role = TranslatorRole.objects.create(section=section, locale=locale, group=group)
    return role


def group_name(section: UUID | None, locale: Locale) -> str:
    """What the group of a new role is called: by its language and the address of its section.

    A section that stands where another one stood before gets a number.
    """
    code = locale.language_code
    if section is None:
        return f"{TRANSLATORS.name} ({code})"
    page = find_source(list(Page.objects.filter(translation_key=section)))
    address = page.url_path.strip("/").partition("/")[2] if page else str(section)
    wanted = f"{TRANSLATORS.name} ({code}: {address})"[: LONGEST_NAME - 4]
    name, number = wanted, 1
    while Group.objects.filter(name=name).exists():
        number += 1
        name = f"{wanted} {number}"
    return name


def provision_role(role: TranslatorRole) -> int:
    """Give the group of `role` its rights and no others. Returns how many rights were changed."""
    everything = Collection.get_first_root_node()
    return provision(TRANSLATORS, role.group, list(pages_of(role)), everything)


@transaction.atomic
def provision_roles() -> int:
    """Give every language with a home its translators, and all roles their rights.

    Returns how many rights on pages were changed.
    """
    for home in homes():
        find_or_make_role(None, home.locale)
    return sum(map(provision_role, TranslatorRole.objects.select_related("group")))


def carry_roles(source_obj: models.Model, target_obj: models.Model, **kwargs: Any) -> None:
    """When a translation or an alias was made: give it to the translators of its section."""
    if not isinstance(target_obj, Page):
        return
    concerned = Q(section=target_obj.translation_key)
    if target_obj.depth == HOME_DEPTH:
        concerned |= Q(section=None)
    for role in TranslatorRole.objects.filter(concerned, locale_id=target_obj.locale_id):
        provision_role(role)


def end_roles_of_deleted(instance: Page, **kwargs: Any) -> None:
    """Once a section has gone in its last language: take away its roles, and their groups."""
    section = instance.translation_key
    transaction.on_commit(lambda: end_roles_without_page(section))


def end_roles_without_page(section: UUID) -> None:
    if not Page.objects.filter(translation_key=section).exists():
        Group.objects.filter(translator_role__section=section).delete()


@transaction.atomic
def add_section(page: Page, by: Any) -> list[TranslatorRole]:
    """Make the roles of a section, one for each language. `page` may be any version of it.

    Raises NotASection for a home or the root. Returns the roles that were made.
    """
    if page.depth <= HOME_DEPTH:
        raise NotASection
    made = []
    for locale in Locale.objects.all():
        if not TranslatorRole.objects.filter(section=page.translation_key, locale=locale).exists():
            role = ensure_role(page.translation_key, locale)
            log(role, "wagtail.create", user=by)
            made.append(role)
    return made


@transaction.atomic
def remove_section(section: UUID, by: Any) -> None:
    """Take the rights of all translators of a section away, with their groups."""
    for role in TranslatorRole.objects.filter(section=section).select_related("group"):
        log(role, "wagtail.delete", user=by, deleted=True)
        role.group.delete()


@transaction.atomic
def add_person(section: UUID | None, locale: Locale, person: Any, by: Any) -> None:
    """Let `person` translate a section (None: the whole site) into a language."""
    role = ensure_role(section, locale)
    role.group.user_set.add(person)
    log(role, PERSON_ADDED, user=by, data={"name": person.get_username(), "id": person.pk})


@transaction.atomic
def remove_person(section: UUID | None, locale: Locale, person: Any, by: Any) -> None:
    """Let `person` translate it no longer; nothing happens if there is no such role."""
    role = TranslatorRole.objects.filter(section=section, locale=locale).first()
    if role and role.group.user_set.filter(pk=person.pk).exists():
        role.group.user_set.remove(person)
        log(role, PERSON_REMOVED, user=by, data={"name": person.get_username(), "id": person.pk})
