"""Tells translators by mail that there is something to translate, or to translate anew.

What has to be told is written down in the transaction that brings the work about; once it is
committed, everything that is written down goes out in one mail to each person.
"""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import models, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation as languages
from django.utils.text import capfirst
from django.utils.translation import ngettext
from django_tasks import task
from wagtail.log_actions import get_active_log_context
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation, TranslationSource

from cms.translation.completeness import language_name
from cms.translation.models import WorkNotice
from cms.translation.waiting import Work, people_for, work_on

# As many as anybody reads; the table has the rest.
LISTED_AT_MOST = 20


def note_new(
    sender: type[Translation], instance: Translation, created: bool, **kwargs: Any
) -> None:
    """When a translation is begun: write down that its translators have new work."""
    if created and instance.enabled:
        write_down([instance], is_new=True)


def note_changed(instance: TranslationSource, created: bool, **kwargs: Any) -> None:
    """When the texts to translate have changed: write it down for all languages."""
    if not created:
        write_down(list(instance.translations.filter(enabled=True)), is_new=False)


def write_down(translations: list[Translation], is_new: bool) -> None:
    """Note what is to be told, once for each translation, and tell it after the transaction."""
    if not translations:
        return
    user = get_active_log_context().user
    WorkNotice.objects.bulk_create(
        [
            WorkNotice(translation=one, is_new=is_new, caused_by=user if user and user.pk else None)
            for one in translations
        ],
        ignore_conflicts=True,
    )
    transaction.on_commit(lambda: deliver.enqueue())


@task()
def deliver() -> None:
    """Send what is written down, in one mail to each person. Kept for the next time if it fails."""
    with transaction.atomic():
        notices = list(WorkNotice.objects.select_for_update())
        WorkNotice.objects.filter(pk__in=[notice.pk for notice in notices]).delete()
    if not notices:
        return
    try:
        send(notices)
    except OSError:
        # The mail server does not answer.
        WorkNotice.objects.bulk_create(notices, ignore_conflicts=True)
        raise


def send(notices: list[WorkNotice]) -> None:
    """Write to everybody for whom one of these translations still waits."""
    noted = {notice.translation_id: notice for notice in notices}
    works = work_on(Translation.objects.filter(pk__in=noted))
    messages = []
    for user, theirs in people_for(works).items():
        untold = [work for work in theirs if noted[work.translation.pk].caused_by_id != user.pk]
        if untold:
            new = {work.translation.pk for work in untold if noted[work.translation.pk].is_new}
            messages.append(message_to(user, untold, new))
    if messages:
        get_connection().send_messages(messages)


def message_to(user: Any, works: list[Work], new: set[int]) -> EmailMessage:
    """The mail to `user`, in the language that they use the admin in.

    Nothing that somebody typed stands in its headers.
    """
    with languages.override(UserProfile.get_for_user(user).get_preferred_language()):
        subject = ngettext(
            "%(count)d text waits for its translation",
            "%(count)d texts wait for their translation",
            len(works),
        ) % {"count": len(works)}
        body = render_to_string(
            "cms/mail/translation_work.txt",
            {
                "languages": by_language(works[:LISTED_AT_MOST], new),
                "left_out": max(0, len(works) - LISTED_AT_MOST),
                "table": address("cms_translation_state"),
                "account": address("wagtailadmin_account"),
            },
        )
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [user.email])


def by_language(works: list[Work], new: set[int]) -> list[dict[str, Any]]:
    """The lines of the mail below the name of their language."""
    lines: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for work in works:
        lines[capfirst(language_name(work.translation.target_locale))].append(
            {
                "title": " ".join(work.translation.source.object_repr.split()),
                "is_new": work.translation.pk in new,
                "url": address("cms_translation_editor", work.translation.pk),
            }
        )
    return [{"name": name, "lines": of_language} for name, of_language in lines.items()]


def address(name: str, *args: Any) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse(name, args=args)}"


def connect() -> None:
    """Listen; called once, when the app registry is ready."""
    save = models.signals.post_save
    save.connect(note_new, sender=Translation, dispatch_uid="cms_note_new_work")
    save.connect(note_changed, sender=TranslationSource, dispatch_uid="cms_note_changed_work")
