"""Models refer to models of their own layer or a lower one, by whatever name they do it."""

import tomllib
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model
from wagtail.models import Page

from scripts.import_layers import rank_of, read_ranks
from scripts.working_copy import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
RANKS = read_ranks(CONTRACTS[0]["layers"])


def is_ours(model: type[Model]) -> bool:
    return model.__module__.split(".")[0] in {"cms", "home", "network", "news"}


def models_referred_to(model: type[Model]) -> Iterator[type[Model]]:
    """What `model` points to: by its fields, and by the page types that it names itself."""
    for field in model._meta.get_fields(include_parents=False):
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type):
            yield field.related_model
    if issubclass(model, Page):
        for names in ("subpage_types", "parent_page_types"):
            for name in model.__dict__.get(names, ()):
                yield apps.get_model(name) if isinstance(name, str) else name


def test_models_refer_to_their_own_layer_or_lower_ones() -> None:
    upward = [
        f"{model._meta.label} -> {other._meta.label}"
        for model in filter(is_ours, apps.get_models(include_auto_created=True))
        for other in filter(is_ours, models_referred_to(model))
        if rank_of(other.__module__, RANKS) < rank_of(model.__module__, RANKS)
    ]

    assert upward == []
