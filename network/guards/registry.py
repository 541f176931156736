"""A list of what stands before Wagtail's own code, so that each can be put up and taken down."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

Check = Callable[..., Any]


@dataclass(frozen=True)
class Guard:
    """`guarded` stands in the place of the attribute `name` of `owner`, a class or a module."""

    owner: Any
    name: str
    guarded: Check
    # What `owner` had of its own; None where it inherits the attribute.
    own: Any

    def __str__(self) -> str:
        return f"{self.owner.__name__}.{self.name}"

    def put_up(self) -> None:
        setattr(self.owner, self.name, self.guarded)

    def take_down(self) -> None:
        """For tests, which see what Wagtail does without it."""
        if self.own is None:
            delattr(self.owner, self.name)
        else:
            setattr(self.owner, self.name, self.own)


GUARDS: list[Guard] = []


def guard(owner: Any, name: str) -> Callable[[Check], Check]:
    """Let a function answer for the attribute `name` of `owner`, a method or a function.

    It is called with what stood there before, and then with the arguments of the call.
    """
    stock = getattr(owner, name)

    def register(check: Check) -> Check:
        @wraps(stock)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            return check(stock, *args, **kwargs)

        GUARDS.append(Guard(owner, name, guarded, vars(owner).get(name)))
        return check

    return register


def install() -> None:
    """Put up all guards; called once, when the app registry is ready."""
    from network.guards import (  # noqa: F401 (registered by import)
        mails,
        media,
        pages,
        people,
        references,
        titles,
        workflows,
    )

    for each in GUARDS:
        each.put_up()
