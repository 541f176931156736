"""Translations in sections under moderation.

A section is under moderation in all its languages: where the tree of a language names no workflow,
that of the original counts. Whoever may publish the original publishes its translations without a
review; everybody else submits them. The workflow that a new Wagtail site has on its root binds only
those who may not publish (docs/deviations/localize-workflow.md).
"""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Page, Workflow, WorkflowMixin, WorkflowPage

from cms.translation.rights import may


class NeedsModeration(ValidationError):
    """Somebody wanted to publish what a reviewer has to approve first.

    Carries an `error_dict`, which wagtail-localize reads from every validation error.
    """

    def __init__(self, target: Any) -> None:
        message = _("“%(title)s” is reviewed before it is published. Submit it for moderation.")
        super().__init__({NON_FIELD_ERRORS: [message % {"title": str(target)}]})


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
