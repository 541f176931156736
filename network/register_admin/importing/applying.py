"""Writes what a plan says, all of it or nothing."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex

from cms.cache import bump_content_version
from network.models import Authority, AuthorityName, Membership
from network.register_admin.fingerprints import PARTS
from network.register_admin.importing import relation_writes
from network.register_admin.importing.columns import FIELDS, TRANSLATION
from network.register_admin.importing.plans import Plan, RowPlan
from network.register_admin.importing.progress import Progress, Stage, batches, untold
from network.search_names import search_text

BATCH = 500
Kind = AuthorityName.Kind
OWN_FIELDS = tuple(one.name for one in FIELDS if one.name not in ("key", "region"))
NAME_KINDS = {"former_names": Kind.FORMER, "transliterations": Kind.TRANSLITERATION}


@transaction.atomic
def apply(plan: Plan, by: Any, progress: Progress = untold) -> None:
    """Write a plan without errors, in the name of `by` (None for a command).

    The plan must have been made in the same transaction, with the register locked.
    """
    rows = plan.to_write
    if not rows:
        return
    for batch in batches(rows, Stage.WRITE, progress):
        add_authorities([row for row in batch if row.is_new])
        for row in batch:
            if not row.is_new:
                change_fields(row)
    write_regions(rows)
    together = uuid.uuid4()
    for batch in batches(rows, Stage.CONNECT, progress):
        write_names(batch)
        relation_writes.write(batch, by)
        changed = [row.known.pk for row in batch if not row.is_new]
        Authority.objects.filter(pk__in=changed).refresh_search_names()
        refresh_references(batch)
        write_log(batch, by, together)
    transaction.on_commit(bump_content_version)


def add_authorities(rows: list[RowPlan]) -> None:
    """Make the authorities of new rows, which have them from then on."""
    made = [
        Authority(
            key=row.key,
            search_names=search_text([row.values["name"], *(one[2] for one in new_names(row))]),
            **{name: row.values[name] for name in OWN_FIELDS if name in row.values},
        )
        for row in rows
    ]
    created = Authority.objects.bulk_create(made, batch_size=BATCH)
    for row, authority in zip(rows, created, strict=True):
        row.authority = authority


def change_fields(row: RowPlan) -> None:
    """Write the changed fields, and that the authority has changed."""
    changed = row.changed(*OWN_FIELDS)
    Authority.objects.filter(pk=row.known.pk).update(**changed, updated_at=timezone.now())


def new_names(row: RowPlan) -> list[tuple[str, str, str]]:
    """The other names that a row has and the register has not: kind, language, name."""
    names = []
    for change in row.changes:
        column = change.column.name
        if column.startswith(TRANSLATION) and column not in OWN_FIELDS:
            names.append((Kind.TRANSLATION.value, column.removeprefix(TRANSLATION), change.new))
        elif column in NAME_KINDS:
            gone = set(change.old or ())
            names += [
                (NAME_KINDS[column].value, one.language, one.name)
                for one in change.new
                if one not in gone
            ]
    return names


def write_names(rows: Sequence[RowPlan]) -> None:
    """Write the other names; a name in a language takes the place of the one before."""
    made = []
    for row in rows:
        for change in row.changes:
            if change.old:
                remove_names(row.known, change.column.name, change.old, change.new)
        made += [
            AuthorityName(authority=row.known, kind=kind, language=language, name=name)
            for kind, language, name in new_names(row)
        ]
    AuthorityName.objects.bulk_create(made, batch_size=BATCH)


def remove_names(authority: Authority, column: str, old: Any, new: Any) -> None:
    names = AuthorityName.objects.filter(authority_id=authority.pk)
    if column in NAME_KINDS:
        for gone in set(old) - set(new):
            names.filter(kind=NAME_KINDS[column], name=gone.name, language=gone.language).delete()
    elif column.startswith(TRANSLATION) and column not in OWN_FIELDS:
        language = column.removeprefix(TRANSLATION)
        names.filter(kind=Kind.TRANSLATION, language=language).delete()


def write_regions(rows: list[RowPlan]) -> None:
    """Put authorities into their regions, which may have been made by the same table."""
    wanted = {row.key: row.changed("region")["region"] for row in rows if row.changed("region")}
    if not wanted:
        return
    keys = dict(Authority.objects.values_list("key", "pk"))
    by_region: dict[str, list[int]] = {}
    for key, region in wanted.items():
        by_region.setdefault(region, []).append(keys[key])
    for region, members in by_region.items():
        for start in range(0, len(members), BATCH):
            batch = Authority.objects.filter(pk__in=members[start : start + BATCH])
            batch.update(region_id=keys[region])


def refresh_references(rows: Sequence[RowPlan]) -> None:
    """Note which networks and regions the authorities point to, as saving them would."""
    pointing = [row for row in rows if row.changed("region", "memberships")]
    add_references([row.known.pk for row in pointing if row.is_new])
    known = Authority.objects.filter(pk__in=[row.known.pk for row in pointing if not row.is_new])
    for authority in known.prefetch_related(*PARTS):
        ReferenceIndex.create_or_update_for_object(authority)


def add_references(keys: list[int]) -> None:
    """What `create_or_update_for_object` notes of new authorities, from two columns.

    Reading each authority with its parts would take as long as the rest of an import.
    """
    lying_in = Authority.objects.filter(pk__in=keys, region__isnull=False)
    placed = Membership.objects.filter(authority__in=keys)
    ReferenceIndex.objects.bulk_create(
        [
            *(reference(pk, to, "region") for pk, to in lying_in.values_list("pk", "region")),
            *(
                reference(authority, network, "network", f"memberships.{pk}.")
                for pk, authority, network in placed.values_list("pk", "authority", "network")
            ),
        ],
        batch_size=BATCH,
    )


def reference(authority: int, to: int, field: str, child: str = "") -> ReferenceIndex:
    """The entry for a field of an authority, or of one of its memberships, `child`."""
    model = Membership if child else Authority
    target = model._meta.get_field(field).related_model
    own_type = ContentType.objects.get_for_model(Authority)
    return ReferenceIndex(
        content_type=own_type,
        base_content_type=own_type,
        object_id=str(authority),
        to_content_type=ReferenceIndex._get_base_content_type(target),
        to_object_id=str(to),
        model_path=f"memberships.item.{field}" if child else field,
        content_path=f"{child}{field}",
        content_path_hash=ReferenceIndex._get_content_path_hash(f"{child}{field}"),
    )


def write_log(rows: Sequence[RowPlan], by: Any, together: uuid.UUID) -> None:
    """An entry in the history of each authority; they share the id of the import, `together`."""
    content_type = ContentType.objects.get_for_model(Authority)
    now = timezone.now()
    ModelLogEntry.objects.bulk_create(
        (
            ModelLogEntry(
                content_type=content_type,
                object_id=str(row.known.pk),
                label=row.title,
                action="wagtail.create" if row.is_new else "wagtail.edit",
                timestamp=now,
                user=by,
                uuid=together,
                content_changed=True,
            )
            for row in rows
        ),
        batch_size=BATCH,
    )
