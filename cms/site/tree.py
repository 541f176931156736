"""The tree of an empty site: home and sections in each language, profile and note to fill in."""

from typing import Any

from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, Site

from cms.models import AllianceProfile, SiteSettings, StandardPage
from cms.terminology.models import TerminologyNote
from cms.translation.aliases import ensure_aliases
from network.models import CooperatePage, JoinPage, NetworkIndexPage
from news.models import NewsIndexPage

# Section pages: class, slug (the same in all languages) and title.
SECTIONS: list[tuple[type[Page], str, Any]] = [
    (StandardPage, "about", _("About us")),
    (NewsIndexPage, "news", _("News")),
    (NetworkIndexPage, "networks", _("National networks")),
    (JoinPage, "join", _("Join the Alliance")),
    (CooperatePage, "cooperate", _("Cooperate as NGO")),
]
HOME_TITLE = _("Home")


def build_site(
    home_class: type[Page], languages: list[str], *, address: dict[str, Any], given: dict[str, Any]
) -> list[models.Model]:
    """Make what is missing of the site; the first language is the source. Returns what was made.

    `address` holds `site_name`, `hostname` and `port` of a site that is new; `given` holds those
    that an existing site is to change to.
    """
    locales = [Locale.objects.get_or_create(language_code=code)[0] for code in languages]
    created: list[models.Model] = []
    home = get_or_add_home(home_class, locales[0], created)
    for locale in locales[1:]:
        get_or_translate(home, locale, HOME_TITLE, created, slug=locale.language_code)
    for page_class, slug, title in SECTIONS:
        section = home.get_children().type(page_class).first()
        if section is None:
            with translation.override(languages[0]):
                section = page_class(title=str(title), slug=slug, show_in_menus=True)
            home.add_child(instance=section)
            section.save_revision().publish()
            created.append(section)
        for locale in locales[1:]:
            get_or_translate(section, locale, title, created)
    site, _made = Site.objects.update_or_create(
        is_default_site=True,
        # Wagtail has made a site for its welcome page already: it is new if its home is.
        defaults={"root_page": home, **(address if home in created else {}), **given},
    )
    fill_in_texts(site, locales, created)
    return created


def get_or_add_home(home_class: type[Page], locale: Locale, created: list[models.Model]) -> Page:
    """The home in the source language; Wagtail's welcome page makes room for the first one."""
    home = home_class.objects.filter(locale=locale).first()
    if home is not None:
        return home
    root = Page.get_first_root_node()
    with translation.override(locale.language_code):
        home = home_class(title=str(HOME_TITLE), slug=locale.language_code, locale=locale)
    root.add_child(instance=home)
    home.save_revision().publish()
    Site.objects.update(root_page=home)
    for welcome in Page.objects.filter(depth=2).exclude(pk=home.pk):
        if welcome.specific_class is Page:
            welcome.delete()
    created.append(home)
    return home_class.objects.get(pk=home.pk)


def get_or_translate(
    page: Page, locale: Locale, title: Any, created: list[models.Model], slug: str = ""
) -> None:
    """Make the version of a section page in `locale`, titled in its language, where it has none.

    A page that was there before may hold texts: a further language shows them as such.
    """
    if page.get_translation_or_none(locale) is not None:
        return
    if page not in created:
        created.extend(ensure_aliases(page))
        return
    translated = page.specific.copy_for_translation(locale)
    with translation.override(locale.language_code):
        translated.title = translated.draft_title = str(title)
    if slug:
        translated.slug = slug
    translated.save_revision().publish()
    created.append(translated)


def fill_in_texts(site: Site, locales: list[Locale], created: list[models.Model]) -> None:
    """Empty drafts of profile and note in each language; readers see them once published."""
    settings = SiteSettings.for_site(site)
    if settings.profile is None:
        settings.profile = AllianceProfile.objects.create(locale=locales[0], live=False)
        settings.save()
        created.append(settings.profile)
    for locale in locales:
        if settings.profile.get_translation_or_none(locale) is None:
            profile = settings.profile.copy_for_translation(locale)
            profile.save()
            created.append(profile)
        if not TerminologyNote.objects.filter(locale=locale).exists():
            note = TerminologyNote.objects.create(
                locale=locale, live=False, in_force_from=timezone.localdate()
            )
            created.append(note)
