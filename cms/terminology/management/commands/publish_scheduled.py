"""Wagtail's command, in which a text that is refused does not keep back the others."""

import logging
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.management.commands import publish_scheduled
from wagtail.models import DraftStateMixin, Page, Revision

from cms.publish_gate import refusal_of

logger = logging.getLogger(__name__)


class Command(publish_scheduled.Command):
    """Publishes what is due; what is refused stays scheduled and is tried again next time."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError at the end if anything was refused, so that cron reports it."""
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        for instance in expired():
            instance.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
        refused = sum(not self.publish(one) for one in list(due.order_by("approved_go_live_at")))
        if refused:
            raise CommandError(
                ngettext(
                    "%(count)d text that is due was refused and stays scheduled.",
                    "%(count)d texts that are due were refused and stay scheduled.",
                    refused,
                )
                % {"count": refused}
            )

    def publish(self, revision: Revision) -> bool:
        """Publish `revision`; say so where that is refused."""
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
        except ValidationError as error:
            reason = refusal_of(revision.as_object(), error)
            logger.warning("Revision %s: %s", revision.pk, reason)
            self.stderr.write(reason)
            return False
        return True


def expired() -> list[Any]:
    """Live pages and snippets whose last day is over."""
    models = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and (model is Page or not issubclass(model, Page))
    ]
    return [
        instance
        for model in models
        for instance in model._default_manager.filter(
            live=True, expire_at__lt=timezone.now()
        ).order_by("expire_at")
    ]
