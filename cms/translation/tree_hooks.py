"""What keeping the languages of a page together adds to Wagtail's admin."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

# The actions on several pages are registered by the import.
from cms.translation import cascade_bulk, cascade_views  # noqa: F401
from cms.translation.moved_alone import LABEL, MOVED_ALONE

cascade_views.install()


@hooks.register("register_log_actions")
def moving_actions(actions: LogActionRegistry) -> None:
    actions.register_action(MOVED_ALONE, LABEL, LABEL)
