"""The register as a table that the import takes back without a change.

Contact persons are in it only for those who ask for them and may change the authority.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from cms.spreadsheets import safe_cell
from network.models import Authority, AuthorityName
from network.register_admin.importing.columns import Column, all_columns

CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PREFETCHED = ("names", "participations", "memberships__network", "signatures", "contact_persons")
CONTACTS = "contact_persons"
# Spreadsheets take a CSV file without this mark for one in an encoding of the region.
BYTE_ORDER_MARK = "\ufeff"


def table_of(
    authorities: QuerySet[Authority], with_contacts_of: QuerySet[Authority] | None = None
) -> Iterator[list[Any]]:
    """The heading and a row for each of `authorities`; numbers stay numbers.

    `with_contacts_of` are the authorities whose contact persons may be told.
    """
    columns = list(columns_for(authorities))
    told = set() if with_contacts_of is None else set(with_contacts_of.values_list("pk", flat=True))
    contacts = [] if with_contacts_of is None else [CONTACTS]
    yield [*(column.name for column in columns), *contacts]
    rows = authorities.select_related("region").prefetch_related(*PREFETCHED)
    for authority in rows.iterator(chunk_size=500):
        cells = [column.text(column.current(authority)) for column in columns]
        yield [*cells, *(contacts_of(authority) if authority.pk in told else "" for _c in contacts)]


def columns_for(authorities: QuerySet[Authority]) -> Iterable[Column]:
    """All columns, with one for each language in which one of `authorities` has a name."""
    names = AuthorityName.objects.filter(kind=AuthorityName.Kind.TRANSLATION)
    languages = names.filter(authority__in=authorities.order_by().values("pk"))
    codes = languages.order_by("language").values_list("language", flat=True).distinct()
    return all_columns(codes).values()


def contacts_of(authority: Authority) -> str:
    """The contact persons in one cell: name, office, address and telephone of each."""
    people = (
        ", ".join(part for part in (one.name, one.office, one.email, one.phone) if part)
        for one in authority.contact_persons.all()
    )
    return "; ".join(people)


def to_csv(rows: Iterable[list[Any]]) -> Iterator[str]:
    """The table as text, line by line; no cell of it is a formula."""
    line = io.StringIO()
    writer = csv.writer(line)
    yield BYTE_ORDER_MARK
    for row in rows:
        writer.writerow([cell if is_number(cell) else safe_cell(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def to_xlsx(rows: Iterable[list[Any]]) -> bytes:
    """The table as a workbook; texts are texts whatever they begin with."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    for row in rows:
        sheet.append([written(sheet, cell) for cell in row])
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def written(sheet: Any, value: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    if not is_number(value):
        cell.data_type = "s"
    return cell


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
