"""Checks that Wagtail's admin lacks, put before its own code.

Each is registered with `guard`, and has a page in docs/deviations/sections.md that says why, and
when it can go. `install` puts all of them up.
"""

from network.guards.registry import GUARDS, install

__all__ = ["GUARDS", "install"]
