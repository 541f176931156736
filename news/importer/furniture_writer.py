"""Brings mission, auspices and note of the original site into profile and terminology note."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Revision, Site

from cms.models import AllianceProfile, SiteSettings
from cms.terminology.gate import DiscouragedTerms
from cms.terminology.models import TerminologyNote
from news.importer.furniture import Furniture
from news.importer.outcome import Outcome, Result
from news.importer.problems import ImportProblem
from news.importer.publication import exempt_own_note, remark_on
from news.importer.translations import detach_from_source


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
    try:
        with transaction.atomic():
            return [
                result
                for language, variants in by_language.items()
                for result in write_language(locale_of(language), variants, publish)
            ]
    except ValidationError as error:
        raise ImportProblem(" ".join(error.messages)) from error


def locale_of(language: str) -> Locale:
    locale = Locale.objects.filter(language_code=language).first()
    if locale is None:
        raise ImportProblem(_("the language “%(code)s” has not been set up") % {"code": language})
    return locale


def write_language(
    locale: Locale, variants: list[Furniture], publish: bool
) -> tuple[Result, Result]:
    """The first of `variants` into profile and note of one language."""
    remarks = [_("the files differ in it: the first one was taken")] if len(variants) > 1 else []
    return (
        write_profile(variants[0], locale, publish, remarks),
        write_note(variants[0], locale, publish, remarks),
    )


def write_profile(
    furniture: Furniture, locale: Locale, publish: bool, remarks: list[str]
) -> Result:
    """Mission and auspices into the profile of `locale`, which the site's settings then show."""
    label = _("profile of the Alliance")
    if not furniture.mission:
        remarks = [*remarks, _("mission and auspices were not found")]
        return Result(label, Outcome.LEFT, furniture.language, remarks=remarks, is_furniture=True)
    settings = default_settings()
    chosen = settings.profile or AllianceProfile.objects.order_by("pk").first()
    profile = version_in(chosen, locale) or AllianceProfile(
        locale=locale,
        invitation=furniture.invitation,
        contact_name=chosen.contact_name if chosen else "",
        contact_email=chosen.contact_email if chosen else "",
    )
    wording = {"mission": furniture.mission, "auspices": furniture.auspices}
    outcome = save_wording(profile, wording, chosen, publish, remarks := [*remarks])
    if settings.profile is None:
        settings.profile = profile
        settings.save()
    return result_of(label, outcome, profile, furniture.mission, remarks)


def default_settings() -> SiteSettings:
    """The settings of the default site. Raises ImportProblem where there is no such site."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        raise ImportProblem(_("there is no default site whose profile could be set"))
    return SiteSettings.for_site(site)


def write_note(furniture: Furniture, locale: Locale, publish: bool, remarks: list[str]) -> Result:
    """The note, word for word, into the terminology note of `locale` that is in force."""
    drafts = TerminologyNote.objects.filter(live=False, locale=locale).order_by("-pk")
    in_force = TerminologyNote.objects.in_force(furniture.language)
    note = in_force if in_force and in_force.locale_id == locale.pk else drafts.first()
    if note is None:
        note = TerminologyNote(locale=locale)
        remarks = [*remarks, _("the note is in force from today: the dump does not say since when")]
    wording = {
        "head_term": furniture.head_term,
        "text": f"<p>{escape(furniture.note, quote=False)}</p>",
    }
    outcome = save_wording(note, wording, in_force, publish, remarks := [*remarks])
    return result_of(_("terminology note"), outcome, note, furniture.head_term, remarks)


def version_in(instance: Any, locale: Locale) -> Any:
    """`instance` in the language of `locale`; None where there is none."""
    if instance is None or instance.locale_id == locale.pk:
        return instance
    return instance.get_translation_or_none(locale)


def save_wording(
    instance: Any, wording: dict[str, str], sibling: Any, publish: bool, remarks: list[str]
) -> Outcome:
    """Write `wording` into `instance`; a new one becomes the translation of `sibling`.

    What somebody has written in the admin, or changed since an import brought this wording, is
    left alone. Why something was not published is added to `remarks`.
    """
    if instance.pk is None:
        return bring_in(instance, wording, sibling, publish, remarks)
    latest = instance.get_latest_revision_as_object()
    if all(getattr(latest, name) == text for name, text in wording.items()):
        return publish_late(instance, remarks) if publish else Outcome.UNCHANGED
    if is_edited(instance, wording):
        return Outcome.LEFT
    detach_from_source(latest)
    revise(latest, wording, publish, remarks)
    return Outcome.IMPORTED


def is_edited(instance: Any, wording: dict[str, str]) -> bool:
    """Whether a person wrote the latest revision, or it has replaced `wording` of an import.

    Neither an import nor the demonstration signs its revisions with a user.
    """
    latest = instance.latest_revision
    if latest is not None and latest.user_id is not None:
        return True
    brought_before = {f"content__{name}": text for name, text in wording.items()}
    return instance.revisions.filter(**brought_before).exists()


def bring_in(
    instance: Any, wording: dict[str, str], sibling: Any, publish: bool, remarks: list[str]
) -> Outcome:
    """Store the unsaved `instance` as a draft that reads `wording`, and publish it if asked to.

    Raises ValidationError where the wording does not fit the fields.
    """
    instance.live = False
    instance.has_unpublished_changes = True
    if sibling and version_in(sibling, instance.locale) is None:
        instance.translation_key = sibling.translation_key
    for name, text in wording.items():
        setattr(instance, name, text)
    instance.full_clean()
    instance.save()
    revise(instance, wording, publish, remarks)
    return Outcome.IMPORTED


def revise(instance: Any, wording: dict[str, str], publish: bool, remarks: list[str]) -> None:
    """Add a revision that reads `wording`, and publish it if asked to."""
    for name, text in wording.items():
        setattr(instance, name, text)
    revision = instance.save_revision()
    if publish:
        go_live(revision, remarks)


def go_live(revision: Revision, remarks: list[str]) -> bool:
    """Publish `revision`, unless its words keep it a draft."""
    text = revision.as_object()
    if isinstance(text, TerminologyNote):
        exempt_own_note(text)
    try:
        revision.publish()
    except DiscouragedTerms as refusal:
        remarks.append(remark_on(refusal))
        return False
    return True


def publish_late(instance: Any, remarks: list[str]) -> Outcome:
    """Publish the draft of an earlier import; a person's draft is that person's to publish."""
    draft = instance.latest_revision
    if not instance.has_unpublished_changes or draft is None or draft.user_id is not None:
        return Outcome.UNCHANGED
    return Outcome.PUBLISHED if go_live(draft, remarks) else Outcome.UNCHANGED


def result_of(
    label: str, outcome: Outcome, instance: Any, title: str, remarks: list[str]
) -> Result:
    """The line of the report on a profile or note."""
    if outcome is Outcome.LEFT:
        remarks = [*remarks, _("it was edited since it came in")]
    saved = type(instance).objects.get(pk=instance.pk)
    return Result(
        source=label,
        outcome=outcome,
        language=instance.locale.language_code,
        title=title,
        remarks=remarks,
        is_live=saved.live and not saved.has_unpublished_changes,
        is_furniture=True,
    )
