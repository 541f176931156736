"""Translations in sections under moderation.

A section is under moderation in all its languages: where the tree of a language names no workflow,
that of the original counts. Whoever may publish the original publishes its translations without a
review; everybody else submits them. The workflow that a new Wagtail site has on its root binds only
those who may not publish (docs/deviations/localize-workflow.md).
"""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.models import (
    DraftStateMixin,
    Locale,
    Page,
    TranslatableMixin,
    Workflow,
    WorkflowMixin,
    WorkflowPage,
    WorkflowState,
)
from wagtail.workflows import publish_workflow_state
from wagtail_localize.models import Translation, TranslationLog, TranslationSource

from cms import publish_gate
from cms.publish_gate import NotPublishable
from cms.translation.completeness import refuse_incomplete
from cms.translation.planned_slugs import planned_values
from cms.translation.rights import may
from cms.translation.targets import fill, get_or_copy, write_target

# An attribute of a workflow's state during one approval.
STANDS_ALONE = "cms_stands_alone"


class NeedsModeration(ValidationError):
    """Somebody wanted to publish what a reviewer has to approve first.

    Carries an `error_dict`, which wagtail-localize reads from every validation error.
    """

    def __init__(self, target: Any) -> None:
        message = _("“%(title)s” is reviewed before it is published. Submit it for moderation.")
        super().__init__({NON_FIELD_ERRORS: [message % {"title": str(target)}]})


class NothingToReview(ValidationError):
    """A translation cannot be submitted: it has no workflow, or is being reviewed already."""


class OriginalUnpublished(NotPublishable):
    """A translation was approved whose original readers do not get any more."""

    def __init__(self, original: Any) -> None:
        message = _(
            "The original “%(title)s” is not published. Open the translation and say there whether"
            " it is to be published all the same."
        )
        super().__init__({NON_FIELD_ERRORS: [message % {"title": str(original)}]})

    def __str__(self) -> str:
        return " ".join(self.messages)


def install() -> None:
    """Let the end of a workflow publish translations; called once, when the registry is ready."""
    WorkflowState.on_finish = publish_approved
    publish_gate.revision_checks.append(refuse_draft_of_alias)


def section_workflow(version: models.Model) -> Workflow | None:
    """The workflow that somebody gave to the section of a page, or to the kind of a snippet.

    That of the root is left out: every new Wagtail site has it there.
    """
    if isinstance(version, Page):
        sections = version.get_ancestors(inclusive=True).filter(depth__gt=1)
        given = WorkflowPage.objects.filter(page__in=sections, workflow__active=True)
        nearest = given.select_related("workflow").order_by("-page__depth").first()
        return nearest.workflow if nearest else None
    return version.get_workflow() if isinstance(version, WorkflowMixin) else None


def workflow_of(target: models.Model, source: models.Model) -> Workflow | None:
    """The workflow that a translation of `source` goes through, if any."""
    of_section = section_workflow(target) or section_workflow(source)
    if of_section is None and isinstance(target, Page):
        return target.get_workflow()
    return of_section


def needs_moderation(target: models.Model, source: models.Model, user: Any) -> bool:
    """Whether `user` may bring the translation `target` of `source` to readers only by a review."""
    if not may(user, "publish", target):
        return workflow_of(target, source) is not None
    if may(user, "publish", source):
        return False
    return (section_workflow(target) or section_workflow(source)) is not None


def refuse_unreviewed(source: TranslationSource, locale: Locale, user: Any) -> None:
    """Raise NeedsModeration if `user` may not publish the translation without a review.

    A command, which has no user, publishes.
    """
    if user is None:
        return
    original = source.get_source_instance()
    target = original.get_translation_or_none(locale)
    if target is not None and needs_moderation(target, original, user):
        raise NeedsModeration(target)


@transaction.atomic
def submit(translation: Translation, user: Any) -> WorkflowState:
    """Give a translation, as it stands, to the reviewers; again if they sent it back.

    Whoever calls this has checked that `user` may edit the version. Raises IncompleteTranslation
    if passages are missing, NothingToReview if there is no workflow or one is in progress,
    ValidationError if a value is not allowed.
    """
    source, locale = translation.source, translation.target_locale
    refuse_incomplete(source, locale)
    target = save_draft(source, locale, user)
    state = target.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
        return state
    workflow = workflow_of(target, source.get_source_instance())
    if workflow is None or state is not None:
        raise NothingToReview(_("This is being reviewed already, or there is nobody to review it."))
    return workflow.start(target, user)


def save_draft(source: TranslationSource, locale: Locale, user: Any) -> Any:
    """The page or snippet, with a revision that has the translation as it stands.

    A page that is still an alias stays one for readers: only its latest revision is the
    translation's, which Wagtail then shows to reviewers.
    """
    original = source.as_instance()
    target, _created = get_or_copy(source, original, locale)
    if getattr(target, "alias_of_id", None) is None:
        return write_target(source, locale, user=user, publish=False)[0]
    fill(target, source, original, False, planned_values(source, locale))
    # In memory only: the row stays an alias until the translation is published.
    target.alias_of = None
    revision = target.save_revision(user=user, changed=False)
    TranslationLog.objects.create(source=source, locale=locale, revision=revision)
    return source.get_translated_instance(locale)


def publish_approved(state: WorkflowState, user: Any = None) -> None:
    """What the last approval does: publish a translation by our writer, all else as Wagtail does.

    The texts were locked for all but the reviewers; if the original has changed meanwhile and
    passages are missing, the approval is refused. So it is if the original was unpublished, unless
    the reviewer has said that it is known (`let_stand_alone`).
    """
    target = state.content_object
    translation = translation_of(target)
    if translation is None:
        publish_workflow_state(state, user=user)
        return
    original = translation.source.get_source_instance()
    if not is_published(original) and not getattr(state, STANDS_ALONE, False):
        raise OriginalUnpublished(original)
    write_target(translation.source, translation.target_locale, user=user)


def is_published(original: models.Model) -> bool:
    """Whether readers get the original; of a text without drafts they always do."""
    return not isinstance(original, DraftStateMixin) or original.live


def let_stand_alone(state: WorkflowState) -> None:
    """Note, for the approval that follows, that the reviewer knows of the missing original."""
    setattr(state, STANDS_ALONE, True)


def may_withdraw(state: WorkflowState | None, user: Any) -> bool:
    """Whether `user` may take back what is in review: who submitted it, or who publishes there."""
    return (
        state is not None
        and state.status == WorkflowState.STATUS_IN_PROGRESS
        and state.user_can_cancel(user)
    )


@transaction.atomic
def withdraw(target: Any, user: Any) -> None:
    """Take a submission back, so that its translator can go on. Raises PermissionDenied."""
    state = target.current_workflow_state
    if not may_withdraw(state, user):
        raise PermissionDenied
    state.cancel(user=user)


def translation_of(target: Any) -> Translation | None:
    """The translation that is written into `target`, if one is being made."""
    if not isinstance(target, TranslatableMixin):
        return None
    return (
        Translation.objects.filter(
            source__object_id=target.translation_key,
            target_locale_id=target.locale_id,
            enabled=True,
        )
        .select_related("source__locale", "target_locale")
        .first()
    )


def refuse_draft_of_alias(instance: Any) -> None:
    """Raise NotPublishable if `instance` is an alias: its draft is published as a translation only.

    Wagtail, which knows no drafts of aliases, would show it as the alias that it replaces.
    """
    if isinstance(instance, Page) and instance.alias_of_id is not None:
        raise NotPublishable(
            {NON_FIELD_ERRORS: [_("This page shows another language: publish its translation.")]}
        )
