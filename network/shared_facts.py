"""Carries what is no text of a page from the version that was published to the other languages.

A meeting is moved to another day, an office gets another telephone number in all languages at once:
a reader of a translation must not be told what was, until somebody publishes that translation anew
(docs/adr/0010). Each kind of page says in `FACTS` and `FACT_LISTS` what it means by that.
"""

import json
from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Q
from modelcluster.models import model_from_serializable_data
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published
from wagtail_localize.models import SegmentOverride, TranslationSource

from cms.cache import bump_content_version
from cms.translation.sources import refresh
from cms.webhooks.pages import published as tell_published
from network.fact_lists import FactList
from network.models import MeetingPage, NetworkPage

Content = dict[str, Any]


def connect() -> None:
    """Listen; called once, when the app registry is ready."""
    for model in (MeetingPage, NetworkPage):
        page_published.connect(
            carry_facts, sender=model, dispatch_uid=f"network_carry_facts_{model.__name__}"
        )


def carry_facts(sender: type[Page], instance: Any, alias: bool = False, **kwargs: Any) -> None:
    """When a version is published: give the other ones, and their drafts, its facts.

    Its own aliases Wagtail brings up to date. A draft keeps a fact that was changed in it, and a
    language keeps what its translators put in the place of one.
    """
    # Wagtail says so of a page that is published on a later day, too.
    if alias or not instance.live:
        return
    versions = sender._default_manager.filter(translation_key=instance.translation_key)
    others = versions.exclude(pk=instance.pk).exclude(alias_of=instance.pk)
    published = sender._default_manager.get(pk=instance.pk)
    facts = content_of(published)
    with transaction.atomic():
        for version in others.select_related("locale"):
            own = overridden(instance.translation_key, published.locale_id, version.locale_id)
            before = content_of(version)
            after = with_facts(version, before, facts, own)
            if after != before:
                put_in_row(version, before, after)
                put_in_drafts(version, before, facts, own)
                tell_published(version)
                # Rows were written past the signals that tell of it, and often in a transaction of
                # their own: that of the publication has been committed before.
                transaction.on_commit(bump_content_version)
                for source in TranslationSource.objects.filter(
                    object_id=version.translation_key, locale=version.locale_id
                ):
                    refresh(source)


def overridden(key: Any, *locales: int) -> set[str]:
    """The paths of what some of these languages have put in the place of a fact of the source."""
    overrides = SegmentOverride.objects.filter(context__object_id=key, locale__in=locales)
    return set(overrides.values_list("context__path", flat=True))


def content_of(page: Any) -> Content:
    """The facts of `page`, and the lists that have some, as a revision has them."""
    return facts_in(type(page), json.loads(page.to_json()))


def facts_in(model: type[Any], content: Content) -> Content:
    """The facts in the serialised `content` of a page, streams as lists of blocks."""
    facts = {name: content.get(name) for name in model.FACTS}
    for name in model.FACT_LISTS:
        value = content.get(name)
        facts[name] = json.loads(value) if isinstance(value, str) else value or []
    return facts


def with_facts(version: Any, content: Content, facts: Content, own: set[str]) -> Content:
    """`content` of `version` with `facts`, but what `own` names, and its own texts."""
    merged = {name: content[name] if name in own else facts[name] for name in type(version).FACTS}
    for name, facts_of_list in type(version).FACT_LISTS.items():
        merged[name] = facts_of_list.merge(name, content[name], facts[name], own)
    return merged


def put_in_row(version: Any, before: Content, after: Content) -> None:
    """Write the facts `after` into the row of `version` and the rows that hang on it.

    Past `save`, which would publish what it is asked to index and announce.
    """
    model = type(version)
    values: Content = {}
    for name in after:
        if before[name] == after[name]:
            continue
        field = model._meta.get_field(name)
        if isinstance(field, models.ManyToOneRel):
            put_rows(version, field.related_model, after[name])
        else:
            values[name] = field.to_python(in_revision(version, name, after[name]))
    if values:
        model._default_manager.filter(pk=version.pk).update(**values)
    ReferenceIndex.create_or_update_for_object(model._default_manager.get(pk=version.pk))


def put_rows(version: Any, model: type[models.Model], rows: list[Content]) -> None:
    """Let `rows` hang on `version`, and no others of `model`."""
    model._default_manager.filter(page=version.pk).delete()
    model._default_manager.bulk_create(
        model_from_serializable_data(model, {**row, **of_version(model, version)}) for row in rows
    )


def of_version(model: type[models.Model], version: Any) -> Content:
    """What a row of `model` says that hangs on `version`, and is not in the database."""
    values = {"pk": None, "page": version.pk}
    if any(field.name == "locale" for field in model._meta.concrete_fields):
        values["locale"] = version.locale_id
    return values


def put_in_drafts(version: Any, before: Content, facts: Content, own: set[str]) -> None:
    """Bring the latest and the scheduled revision of `version` along where they say what its row
    said `before`.
    """
    model = type(version)
    unpublished = Q(pk=version.latest_revision_id) | Q(approved_go_live_at__isnull=False)
    for revision in version.revisions.filter(unpublished):
        draft = facts_in(model, revision.content)
        merged = with_facts(version, draft, facts, own)
        content = dict(revision.content)
        for name, value in merged.items():
            same = same_facts(model, name)
            if same(draft[name]) == same(before[name]) and value != draft[name]:
                content[name] = in_revision(version, name, value)
        version.revisions.filter(pk=revision.pk).update(content=content)


def same_facts(model: type[Any], name: str) -> Callable[[Any], Any]:
    """What takes from a value called `name` what is a fact in it, for comparison."""
    fact_list: FactList | None = model.FACT_LISTS.get(name)
    return fact_list.facts if fact_list else lambda value: value


def in_revision(version: Any, name: str, value: Any) -> Any:
    """`value` of the field or relation `name` as the revisions of `version` have it."""
    field = type(version)._meta.get_field(name)
    if isinstance(field, models.ManyToOneRel):
        return [{**row, **of_version(field.related_model, version)} for row in value]
    return json.dumps(value, cls=DjangoJSONEncoder) if isinstance(field, StreamField) else value
