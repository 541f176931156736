"""Who reviews what on the demonstration site."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from cms.terminology.models import TerminologyNote


def load_reviews(groups: dict[str, Group]) -> None:
    """Have the secretariat review the terminology note, in every language."""
    task = GroupApprovalTask.objects.create(name=_("Approval by the secretariat"))
    task.groups.add(groups["secretariat"])
    workflow = Workflow.objects.create(name=_("Terminology notes"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(
        workflow=workflow, content_type=ContentType.objects.get_for_model(TerminologyNote)
    )
