"""What the admin shows of the register."""

from typing import Any

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from network.activity import admin_hooks as activity_hooks  # noqa: F401
from network.applications import admin_hooks, consent_admin  # noqa: F401
from network.models import Authority
from network.register_admin.bulk import DeleteAuthorities
from network.register_admin.chooser import authority_chooser
from network.register_admin.viewset import AuthorityViewSet
from network.scope import ScopedPermissionPolicy
from network.sections import admin_hooks as section_hooks  # noqa: F401

register_permission_policy(Authority, ScopedPermissionPolicy(Authority))
hooks.register("register_bulk_action", DeleteAuthorities)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Bring the register into the admin's menu, and its chooser into forms."""
    return [AuthorityViewSet(), authority_chooser]
