"""Tries each row of the table as each role on each object, and reads what comes back."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page

from cms.models import AllianceDocument, AllianceImage
from tests.network.permissions.forms import form
from tests.network.permissions.table import Row, holds, may, may_read, route_of, things_of
from tests.network.permissions.things import PAGES, Thing, World

# What reading alone may write: sessions, who edits what at the moment and is told of comments,
# scaled pictures.
INDIFFERENT = re.compile(
    r'"?(django_session|wagtailadmin_editingsession|wagtailusers_userprofile'
    r'|wagtailcore_pagesubscription|\w*rendition)"?',
    re.I,
)
WRITES = re.compile(r"^\s*(?:INSERT\s+(?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+(\S+)", re.I)
PLACEHOLDER = re.compile(r"\{(\w+)\}")

# Routes that do not so much as count what the role may not know of.
NAMES_KNOWN_PAGES = ("chooser", "bulk", "home", "reports", "workflow")
STATES = ((Page, PAGES), (AllianceImage, ("image",)), (AllianceDocument, ("document",)))


@dataclass
class Result:
    """How many cells were tried, how many let through as expected, and what was wrong."""

    tried: int = 0
    allowed: int = 0
    wrong: list[str] = field(default_factory=list)


@contextmanager
def writes() -> Iterator[list[str]]:
    """The tables that are written to in the block, but for indifferent ones."""
    found: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statement = WRITES.match(sql)
        if statement and not INDIFFERENT.fullmatch(statement.group(1)):
            found.append(statement.group(1).strip('"'))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def walk(
    world: World, table: Iterable[Row], role: str, result: Result, each: int | None = None
) -> None:
    """Try rows as one role. `each` picks one object of a row by its number, else all are tried."""
    for row in table:
        things = sorted(things_of(row, world).items())
        if each is not None and things:
            things = [things[each % len(things)]]
        for name, thing in things:
            for method in ("get", "post"):
                if method == "post" and not row.post and may(role, row, thing):
                    continue  # a form that nobody filled in
                result.tried += 1
                try:
                    problem = try_cell(world, row, thing, role, method, result)
                except (KeyError, NoReverseMatch) as error:
                    problem = f"cannot be tried: {error!r}"
                if problem:
                    where = f"{row.route} {row.args} {row.query}".strip()
                    result.wrong.append(f"{method} {where} | {role} | {name}: {problem}")


def try_cell(world: World, row: Row, thing: Thing, role: str, method: str, result: Result) -> str:
    """What was wrong, or nothing. The database is as before afterwards."""
    client = world.clients[role]
    client.cookies.pop("messages", None)
    address = address_of(world, row, thing)
    name = row.post.removesuffix("?")
    data = form(name, world, thing) if name and method == "post" else {}
    with transaction.atomic(), writes() as written:
        before = state_of_others(world, role) if row.acts_on_many else None
        answer = getattr(client, method)(address, data)
        text = text_of(answer)
        has_changed = row.acts_on_many and before != state_of_others(world, role)
        transaction.set_rollback(True)
    told = leaked(world, role, text)
    if told:
        return f"tells {told} ({answer.status_code})"
    is_named = "(Private page)" in text and row.right != "into"
    if is_named and row.kind in NAMES_KNOWN_PAGES:
        return f"names a page that is not for them ({answer.status_code})"
    if has_changed:
        return f"changed what is not theirs ({answer.status_code})"
    if row.acts_on_many:
        return ""
    if row.right in ("filtered", "own", "elsewhere", "served", "fails", "into"):
        return write_into_foreign(row, role, thing, written)
    return judge(row, thing, role, method, answer, written, result)


def judge(
    row: Row, thing: Thing, role: str, method: str, answer: Any, written: list[str], result: Result
) -> str:
    if answer.status_code >= 500:
        return f"failed: {getattr(answer, 'exc_info', answer)}"
    if not may(role, row, thing):
        return judge_refusal(row, answer, written)
    if not row.is_certain or (method == "post" and row.post.endswith("?")):
        return ""
    if method == "get" and answer.status_code == 405:
        return ""
    if is_refused(answer):
        return f"refused ({answer.status_code})"
    if method == "post" and not written:
        return f"nothing written ({answer.status_code})"
    result.allowed += 1
    return ""


def judge_refusal(row: Row, answer: Any, written: list[str]) -> str:
    if written:
        return f"written to {sorted(set(written))} ({answer.status_code})"
    is_let_in = answer.status_code != 405 and not is_sent_to_the_explorer(answer)
    if is_let_in and not is_refused(answer) and not row.is_quiet:
        return f"allowed ({answer.status_code})"
    return ""


def write_into_foreign(row: Row, role: str, thing: Thing, written: list[str]) -> str:
    if written and thing.kind != "nothing" and not may_read(role, thing):
        return f"written to {sorted(set(written))}"
    return ""


def address_of(world: World, row: Row, thing: Thing) -> str:
    values = {**crossed(world, thing), **thing.values}
    route = route_of(row, thing)
    given = PLACEHOLDER.sub(lambda match: str(values[match.group(1)]), row.args)
    args = [values.get(part, part) for part in given.split()]
    query = PLACEHOLDER.sub(lambda match: str(values[match.group(1)]), row.query)
    try:
        address = reverse(route, args=args)
    except NoReverseMatch:
        if "/" not in route:
            raise
        address = "/" + re.sub(r"[\^$]|\.\*", "", route)
    return f"{address}?{query}" if query else address


def crossed(world: World, thing: Thing) -> dict[str, Any]:
    """What belongs to an object of the other section, to be named together with this one."""
    other = "ua" if thing.section == "gr" else "gr"
    reviewed = world.things[f"{other} reviewed"].values
    return {
        "other_draft": world.things[f"{other} draft"].values["pk"],
        "other": world.things[f"{other} section"].values["pk"],
        "other_revision": world.things[f"{other} draft"].values["revision"],
        "other_workflow_state": reviewed["workflow_state"],
        "any_task_state": reviewed["task_state"],
        "any_task": reviewed["task"],
    }


def state_of_others(world: World, role: str) -> list[Any]:
    """What is written of the pages and files that are not the role's."""
    others = [thing for thing in world.things.values() if not may_read(role, thing)]
    keys = {
        model: [thing.values["pk"] for thing in others if thing.kind in kinds]
        for model, kinds in STATES
    }
    return [
        list(model.objects.filter(pk__in=keys[model]).order_by("pk").values())
        for model, _k in STATES
    ]


def is_sent_to_the_explorer(answer: Any) -> bool:
    """As who chose a page that only shows the text of another language, which is not theirs."""
    return answer.get("Location", "").startswith(reverse("wagtailadmin_explore_root"))


def is_refused(answer: Any) -> bool:
    """Wagtail answers with a message on the way to the admin's home, or to signing in."""
    doors = (reverse("wagtailadmin_home"), reverse("wagtailadmin_login"))
    target = answer.get("Location", "").partition("?")[0]
    return answer.status_code in (400, 401, 403, 404) or target in doors


def text_of(answer: Any) -> str:
    """All that an answer tells: body, headers and messages that the next page would show."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    storage = getattr(answer.wsgi_request, "_messages", None)
    queued = [str(message) for message in getattr(storage, "_queued_messages", ())]
    headers = [f"{key}: {value}" for key, value in answer.items()]
    return " ".join([body.decode("utf-8", "replace"), *headers, *queued])


def leaked(world: World, role: str, text: str) -> list[str]:
    """The secret words in a text that the role may not read."""
    return [
        word
        for word, (section, language, right) in world.secrets.items()
        if word in text and not holds(role, right, section, language)
    ]
