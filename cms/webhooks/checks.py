"""What Django checks before a site goes public."""

from typing import Any

from django.core.checks import CheckMessage, Warning

from cms.webhooks.addresses import unsafe_allowed


def targets_are_public(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """No public site may be led to its own neighbours."""
    if not unsafe_allowed():
        return []
    return [
        Warning(
            "Webhooks may be sent to this machine and its network, and without encryption.",
            hint="Remove CMS_WEBHOOKS_ALLOW_UNSAFE_TARGETS from the settings.",
            id="cms_webhooks.W001",
        )
    ]
