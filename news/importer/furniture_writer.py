"""Brings mission, auspices and note of the original site into profile and terminology note."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Site

from cms.models import AllianceProfile, SiteSettings
from cms.terminology.models import TerminologyNote
from news.importer.furniture import Furniture
from news.importer.outcome import Outcome, Result
from news.importer.problems import ImportProblem
from news.importer.translations import detach_from_source


@transaction.atomic
def write_furniture(found: Iterable[Furniture], publish: bool) -> list[Result]:
    """Bring in the furniture of each language that was found; one result a text.

    Pages of one language carry the same furniture. Where they do not, the first one is brought
    and the difference is reported. Raises ImportProblem, having written nothing.
    """
    by_language: dict[str, list[Furniture]] = {}
    for furniture in found:
        variants = by_language.setdefault(furniture.language, [])
        if furniture not in variants:
            variants.append(furniture)
    results = []
    for language, (furniture, *others) in by_language.items():
        remarks = [_("the files differ in it: the first one was taken")] if others else []
        locale = Locale.objects.filter(language_code=language).first()
        if locale is None:
            remarks = [_("the language “%(code)s” has not been set up") % {"code": language}]
            results.append(Result(_("furniture"), Outcome.LEFT, language, "", remarks))
            continue
        results.append(write_profile(furniture, locale, publish, remarks))
        results.append(write_note(furniture, locale, publish, remarks))
    return results


def write_profile(
    furniture: Furniture, locale: Locale, publish: bool, remarks: list[str]
) -> Result:
    """Mission and auspices into the profile of `locale`, which the site's settings then show."""
    label = _("profile of the Alliance")
    if not furniture.mission:
        remarks = [*remarks, _("mission and auspices were not found")]
        return Result(label, Outcome.LEFT, furniture.language, "", remarks)
    settings = default_settings()
    chosen = settings.profile or AllianceProfile.objects.order_by("pk").first()
    profile = version_in(chosen, locale) or AllianceProfile(
        invitation=furniture.invitation,
        contact_name=chosen.contact_name if chosen else "",
        contact_email=chosen.contact_email if chosen else "",
    )
    wording = {"mission": furniture.mission, "auspices": furniture.auspices}
    outcome, more = save_wording(profile, wording, locale, chosen, publish)
    if settings.profile is None:
        settings.profile = profile
        settings.save()
    return Result(label, outcome, furniture.language, furniture.mission, [*remarks, *more])


def default_settings() -> SiteSettings:
    """The settings of the default site. Raises ImportProblem where there is no such site."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        raise ImportProblem(_("there is no default site whose profile could be set"))
    return SiteSettings.for_site(site)


def write_note(furniture: Furniture, locale: Locale, publish: bool, remarks: list[str]) -> Result:
    """The note, word for word, into the terminology note of `locale` that is in force."""
    notes = TerminologyNote.objects.order_by("-live", "-in_force_from", "pk")
    note = notes.filter(locale=locale).first()
    if note is None:
        note = TerminologyNote()
        remarks = [*remarks, _("the note is in force from today: the dump does not say since when")]
    wording = {
        "head_term": furniture.head_term,
        "text": f"<p>{escape(furniture.note, quote=False)}</p>",
    }
    outcome, more = save_wording(note, wording, locale, notes.first(), publish)
    label = _("terminology note")
    return Result(label, outcome, furniture.language, furniture.head_term, [*remarks, *more])


def version_in(instance: Any, locale: Locale) -> Any:
    """`instance` in the language of `locale`; None where there is none."""
    if instance is None or instance.locale_id == locale.pk:
        return instance
    return instance.get_translation_or_none(locale)


def save_wording(
    instance: Any,
    wording: dict[str, str],
    locale: Locale,
    sibling: Any,
    publish: bool,
) -> tuple[Outcome, list[str]]:
    """Write `wording` into `instance`; a new one becomes the translation of `sibling`.

    What somebody has changed since an import brought this wording is left alone.
    """
    if instance.pk is None:
        return create(instance, wording, locale, sibling, publish), []
    latest = instance.get_latest_revision_as_object()
    if all(getattr(latest, name) == text for name, text in wording.items()):
        is_our_draft = instance.latest_revision and instance.latest_revision.user_id is None
        if publish and instance.has_unpublished_changes and is_our_draft:
            instance.latest_revision.publish()
            return Outcome.PUBLISHED, []
        return Outcome.UNCHANGED, []
    brought_before = {f"content__{name}": text for name, text in wording.items()}
    if instance.revisions.filter(**brought_before).exists():
        return Outcome.LEFT, [_("it was edited since it came in")]
    for name, text in wording.items():
        setattr(latest, name, text)
    detach_from_source(latest)
    save(latest, publish)
    return Outcome.IMPORTED, []


def create(
    instance: Any, wording: dict[str, str], locale: Locale, sibling: Any, publish: bool
) -> Outcome:
    instance.locale = locale
    instance.live = False
    instance.has_unpublished_changes = True
    if sibling and version_in(sibling, locale) is None:
        instance.translation_key = sibling.translation_key
    for name, text in wording.items():
        setattr(instance, name, text)
    instance.full_clean()
    instance.save()
    save(instance, publish)
    return Outcome.IMPORTED


def save(instance: Any, publish: bool) -> None:
    revision = instance.save_revision()
    if publish:
        revision.publish()
