"""The review that texts of a section go through unless their author may publish there.

Coordinators publish in their own section themselves. Whoever else writes there, as translators do,
submits to them (docs/adr/0011-sections-of-networks.md).
"""

from babel.languages import get_official_languages
from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from cms.countries import country_name
from network.models import NetworkSection
from network.scope import EVERYWHERE

REVIEW = gettext_noop("Review in the section “%(country)s”")
STEP = gettext_noop("Review by the coordinators of “%(country)s”")


def ensure_workflow(section: NetworkSection, pages: list[Page]) -> list[str]:
    """The workflow of the section, on its pages in all languages; none while it is retired.

    Makes what is missing, mends what differs, and returns a sentence for each change. A page that
    somebody gave another workflow keeps that one.
    """
    if section.group is None:
        return []
    if section.is_retired:
        return dismiss(section)
    changes = []
    if section.workflow is None:
        section.workflow = Workflow.objects.create(name=worded_for(section, REVIEW))
        section.save(update_fields=["workflow"])
        changes.append(_("The workflow of the section was made."))
    elif not section.workflow.active:
        section.workflow.active = True
        section.workflow.save(update_fields=["active"])
        changes.append(_("The workflow of the section is in force again."))
    changes += ensure_reviewers(section) + ensure_names(section)
    return changes + ensure_on_pages(section.workflow, pages)


def ensure_reviewers(section: NetworkSection) -> list[str]:
    """The coordinators review, and whoever works everywhere, lest nobody can."""
    task = review_of(section)
    if task is None:
        task = GroupApprovalTask.objects.create(name=worded_for(section, STEP))
        task.groups.set(groups_everywhere())
        WorkflowTask.objects.create(workflow=section.workflow, task=task, sort_order=0)
    if section.group in task.groups.all():
        return []
    task.groups.add(section.group)
    return [_("The coordinators review what others write in the section.")]


def ensure_names(section: NetworkSection) -> list[str]:
    """Name the review and its step as new ones are named; a name that somebody chose stays."""
    changes = []
    for thing, message in ((section.workflow, REVIEW), (review_of(section), STEP)):
        name = worded_for(section, message)
        if thing and thing.name != name and thing.name in former_names(section, message):
            thing.name = name
            thing.save(update_fields=["name"])
            changes.append(_("Renamed to “%(name)s”.") % {"name": name})
    return changes


def former_names(section: NetworkSection, message: str) -> set[str]:
    """What sections were given: in the language of whoever made them, with the name or the slug."""
    names = set()
    for code, _label in settings.WAGTAILADMIN_PERMITTED_LANGUAGES:
        with override(code):
            for called in (section.slug, country_name(section.country)):
                names.add(_(message) % {"country": called})
    return names


def worded_for(section: NetworkSection, message: str) -> str:
    """`message`, with the name of the country, in the language of those who work in the section.

    It is stored once for all, and they read it whenever they submit or review: it is in the first
    official language of the country that the admin is translated into, else in the site's own.
    """
    editors = dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES)
    official = get_official_languages(section.country)
    language = next((code for code in official if code in editors), settings.LANGUAGE_CODE)
    with override(language):
        return _(message) % {"country": country_name(section.country)}


def review_of(section: NetworkSection) -> GroupApprovalTask | None:
    """The step of the section's workflow at which groups approve; the first if there are more."""
    tasks = GroupApprovalTask.objects.filter(active=True, workflow_tasks__workflow=section.workflow)
    return tasks.order_by("workflow_tasks__sort_order").first()


def groups_everywhere() -> list[Group]:
    app, codename = EVERYWHERE.split(".")
    return list(
        Group.objects.filter(
            permissions__codename=codename, permissions__content_type__app_label=app
        )
    )


def ensure_on_pages(workflow: Workflow, pages: list[Page]) -> list[str]:
    given = WorkflowPage.objects.filter(page__in=pages, workflow__active=True)
    without = {page.pk for page in pages} - set(given.values_list("page", flat=True))
    for pk in without:
        # The row of a workflow that is no longer in force would stand in the way.
        WorkflowPage.objects.update_or_create(page_id=pk, defaults={"workflow": workflow})
    return [_("The workflow of the section was put on its pages.")] if without else []


def dismiss(section: NetworkSection) -> list[str]:
    """Let the coordinators review nothing any more."""
    if section.workflow is None:
        return []
    task = review_of(section)
    on_pages = WorkflowPage.objects.filter(workflow=section.workflow)
    if task is None or (section.group not in task.groups.all() and not on_pages.exists()):
        return []
    task.groups.remove(section.group)
    on_pages.delete()
    return [_("The coordinators no longer review what others write in the section.")]
