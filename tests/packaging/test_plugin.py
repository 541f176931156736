"""What the wheel asks of the environment that it is installed in."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cms import plugin
from scripts.working_copy import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LEFT_OUT = ("cms/demo/", "cms/settings/", "cms/urls.py", "cms/wsgi.py")


def required(requirements: list[str], extras: set[str]) -> Iterator[str]:
    """The names of distributions that `requirements` bring along, theirs too."""
    for requirement in map(Requirement, requirements):
        marker = requirement.marker
        if marker and not any(marker.evaluate({"extra": extra}) for extra in extras or {""}):
            continue
        yield canonicalize_name(requirement.name)
        yield from required(requires(requirement.name) or [], requirement.extras)


def imported(source: Path) -> Iterator[str]:
    """The top-level packages that a module imports by their full names."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def test_wheel_requires_whatever_it_imports() -> None:
    ours = {"cms", "news", "network"}
    sources = [
        source
        for package in ours
        for source in (ROOT / package).rglob("*.py")
        if not source.relative_to(ROOT).as_posix().startswith(LEFT_OUT)
    ]
    names = {name for source in sources for name in imported(source)}
    names -= ours | sys.stdlib_module_names
    distributions = packages_distributions()
    brought = set(required(PROJECT["dependencies"], set()))

    lacking = {
        name
        for name in names
        if not {canonicalize_name(found) for found in distributions[name]} & brought
    }

    assert lacking == set()


@pytest.mark.parametrize("name", ["news", "network"])
def test_package_of_the_host_in_place_of_ours_is_named(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hiding = tmp_path / name / "__init__.py"
    hiding.parent.mkdir()
    hiding.touch()
    monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(ImproperlyConfigured, match=f"a package {name}.*{tmp_path}"):
        plugin.with_apps([])


def test_apps_of_the_host_stay_behind_ours() -> None:
    assert plugin.with_apps(["home", "cms", "wagtail"])[-3:] == ["home", "cms", "wagtail"]
