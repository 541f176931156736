"""Carries what is no text of a meeting from the version that was published to the others.

A meeting is cancelled, moved to another day or joined by another authority in all languages at
once: a reader of a translation must not be told an old date until somebody publishes that
translation anew (docs/adr/0010).
"""

import json
from typing import Any

from django.db import models, transaction
from wagtail.models import Page
from wagtail.signals import page_published

from network.models import MeetingArticle, MeetingPage, MeetingParticipant

# What hangs on a meeting and is the same in all languages, by the name of the relation.
ROWS: dict[str, type[models.Model]] = {
    "participants": MeetingParticipant,
    "articles": MeetingArticle,
}
# Kept in a serialised row, but different in each version.
OWN_KEYS = ("pk", "page")


def connect() -> None:
    """Listen; called once, when the app registry is ready."""
    page_published.connect(carry_facts, sender=MeetingPage, dispatch_uid="network_carry_facts")


def carry_facts(
    sender: type[Page], instance: MeetingPage, alias: bool = False, **kwargs: Any
) -> None:
    """When a version is published: give the other ones, and their drafts, its facts.

    Its own aliases Wagtail brings up to date. A draft keeps a fact that was changed in it.
    """
    if alias:
        return
    versions = MeetingPage.objects.filter(translation_key=instance.translation_key)
    others = versions.exclude(pk=instance.pk).exclude(alias_of=instance.pk)
    published = MeetingPage.objects.get(pk=instance.pk)
    facts = facts_of(published)
    with transaction.atomic():
        for version in others:
            before = facts_of(version)
            if before != facts:
                put_facts(version, published)
                put_in_draft(version, before, facts)


def facts_of(meeting: MeetingPage) -> dict[str, Any]:
    """The facts of `meeting` as a revision has them; rows without what is each version's own."""
    content = json.loads(meeting.to_json())
    facts = {name: content[name] for name in MeetingPage.FACTS}
    for name in ROWS:
        facts[name] = plain_rows(content[name])
    return facts


def plain_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Serialised rows without their keys, in an order of their own."""
    plain = [{key: row[key] for key in row if key not in OWN_KEYS} for row in rows]
    return sorted(plain, key=str)


def put_facts(version: MeetingPage, published: MeetingPage) -> None:
    """Write the facts of `published` into the row of `version`, and what hangs on it."""
    values = {name: getattr(published, name) for name in MeetingPage.FACTS}
    MeetingPage.objects.filter(pk=version.pk).update(**values)
    for name, model in ROWS.items():
        fields = [
            field for field in model._meta.concrete_fields if field.name not in ("id", "page")
        ]
        model._default_manager.filter(page=version.pk).delete()
        model._default_manager.bulk_create(
            model(
                page_id=version.pk,
                **{field.attname: getattr(row, field.attname) for field in fields},
            )
            for row in getattr(published, name).all()
        )


def put_in_draft(version: MeetingPage, before: dict[str, Any], facts: dict[str, Any]) -> None:
    """Bring the latest revision of `version` along, where it says what its row said `before`."""
    for revision in version.revisions.filter(pk=version.latest_revision_id):
        content = dict(revision.content)
        for name, value in facts.items():
            held = content.get(name)
            if name in MeetingPage.FACTS and held == before[name]:
                content[name] = value
            elif name in ROWS and plain_rows(held or []) == before[name]:
                content[name] = [{**row, "pk": None, "page": version.pk} for row in value]
        version.revisions.filter(pk=revision.pk).update(content=content)
