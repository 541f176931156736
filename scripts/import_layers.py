"""An import-linter contract in which every module of the project has a rank.

import-linter's own layers contract leaves modules that it does not name unchecked. Here a layer
may be a package whose other parts stand in higher layers: the longest matching name decides. Then
direct imports are all there is to check, for a chain cannot climb without one import that does.
"""

from collections.abc import Iterable
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


def module_matches(module: str, name: str) -> bool:
    """Whether `module` is the module called `name` or lies in it."""
    return module == name or module.startswith(f"{name}.")


def read_ranks(layers: Iterable[str]) -> dict[str, int]:
    """The rank of each named module, 0 for the highest; a layer is names separated by commas."""
    return {name.strip(): rank for rank, layer in enumerate(layers) for name in layer.split(",")}


def rank_of(module: str, ranks: dict[str, int]) -> int:
    """The rank of any module of the project: that of the longest name that it matches."""
    return ranks[max((name for name in ranks if module_matches(module, name)), key=len)]


class RankedLayersContract(Contract):
    """Options: `layers`, high to low, names separated by commas; `never_imported`, module names."""

    layers = fields.ListField(subfield=fields.StringField())
    never_imported = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        ranks = read_ranks(cast(Iterable[str], self.layers))
        illegal = [
            (importer, imported, self._lines(graph, importer, imported))
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if self._is_illegal(importer, imported, ranks)
        ]
        return ContractCheck(kept=not illegal, metadata={"illegal": illegal})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported, lines in check.metadata["illegal"]:
            output.print_error(f"- {importer} may not import {imported} (line {lines})", bold=False)
        output.new_line()

    def _is_illegal(self, importer: str, imported: str, ranks: dict[str, int]) -> bool:
        for name in cast(Iterable[str], self.never_imported or ()):
            if module_matches(imported, name) and not module_matches(importer, name):
                return True
        return rank_of(imported, ranks) < rank_of(importer, ranks)

    @staticmethod
    def _lines(graph: ImportGraph, importer: str, imported: str) -> str:
        details = graph.get_import_details(importer=importer, imported=imported)
        return ", ".join(str(detail["line_number"]) for detail in details)
