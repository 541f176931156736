"""The forms of an import: the file, and what its columns are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.register_admin.importing.charsets import CHARSETS
from network.register_admin.importing.columns import Column
from network.register_admin.importing.tables import Table

EXAMPLES = 3


class UploadForm(forms.Form):
    """A table of authorities."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, with the names of the columns in the first row."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
    )
    charset = forms.ChoiceField(
        label=_("Encoding of a CSV file"),
        choices=CHARSETS,
        required=False,
        widget=forms.Select(attrs={"class": "w-w-full"}),
        help_text=_("Choose it if letters came out wrong."),
    )


class ColumnsForm(forms.Form):
    """For each column of a table, in its order, which column of the register it is."""

    def __init__(self, table: Table, columns: dict[str, Column], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("", _("— not read —")),
            *((name, column.label) for name, column in columns.items()),
        ]
        for place, heading in enumerate(table.header):
            self.fields[str(place)] = forms.ChoiceField(
                label=heading or _("Column %(number)d") % {"number": place + 1},
                choices=choices,
                required=False,
                widget=forms.Select(attrs={"class": "w-w-full"}),
                help_text=", ".join(examples(table, place)),
            )

    def mapping(self) -> list[str]:
        """The chosen columns, in the order of the table."""
        return [self.cleaned_data[name] for name in self.fields]


def examples(table: Table, place: int) -> list[str]:
    """The first values that a column has."""
    cells = (row[place] for _number, row in table.rows if place < len(row))
    values = dict.fromkeys(str(cell)[:40] for cell in cells if cell is not None)
    return list(values)[:EXAMPLES]
