"""One import from beginning to end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from news.importer.furniture import Furniture
from news.importer.furniture_writer import write_furniture
from news.importer.item import Defaults, build_item
from news.importer.meta import Meta
from news.importer.outcome import Outcome, Result
from news.importer.problems import ImportProblem, NotAnArticle
from news.importer.sources import Source, find_sources, read_text
from news.importer.writer import write_item


@dataclass
class ImportRun:
    """Settings of an import, and what it has found so far."""

    meta: dict[str, Meta]
    defaults: Defaults
    publish: bool
    with_furniture: bool
    tell: Callable[[Result], None]
    results: list[Result] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)

    def run(self, paths: Iterable[Path], dry_run: bool) -> list[Result]:
        """Import what `paths` mean; `dry_run` does all of it and takes it back."""
        if dry_run:
            with transaction.atomic():
                self._import(paths)
                transaction.set_rollback(True)
        else:
            self._import(paths)
        return self.results

    def _import(self, paths: Iterable[Path]) -> None:
        for source in self._sources(paths):
            self._import_file(source)
        if self.with_furniture:
            self._import_furniture()

    def _sources(self, paths: Iterable[Path]) -> list[Source]:
        """The files that `paths` mean, each once; a path that means none is a failure."""
        sources: dict[Path, Source] = {}
        for path in paths:
            try:
                for source in find_sources(path):
                    sources.setdefault(source.path.resolve(), source)
            except ImportProblem as problem:
                self._add(Result(str(path), Outcome.FAILED, remarks=[str(problem)]))
        return list(sources.values())

    def _import_file(self, source: Source) -> None:
        name = source.path.name
        try:
            text = read_text(source.path)
            item = build_item(source.path, text, self.meta.get(name, Meta()), self.defaults)
            result = write_item(item, self.publish)
        except ImportProblem as problem:
            is_beside = source.from_folder and isinstance(problem, NotAnArticle)
            if is_beside:
                result = Result(name, Outcome.SKIPPED, title=str(problem))
            else:
                result = Result(name, Outcome.FAILED, remarks=[str(problem)])
        else:
            self.furniture += [item.furniture] if item.furniture else []
        self._add(result)

    def _import_furniture(self) -> None:
        try:
            for result in write_furniture(self.furniture, self.publish):
                self._add(result)
        except ImportProblem as problem:
            self._add(Result("", Outcome.FAILED, remarks=[str(problem)]))

    def _add(self, result: Result) -> None:
        self.results.append(result)
        self.tell(result)
