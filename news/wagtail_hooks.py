from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.snippet_chooser import OurSnippetChooserViewSet
from news.importer import log
from news.models import Topic


class TopicViewSet(SnippetViewSet):
    """The closed list of topics."""

    model = Topic
    chooser_viewset_class = OurSnippetChooserViewSet
    icon = "tag"
    menu_label = _("Topics")
    menu_order = 340
    add_to_admin_menu = True
    list_display = ("__str__", "slug")


register_snippet(TopicViewSet)

hooks.register("register_log_actions", log.register_action)
