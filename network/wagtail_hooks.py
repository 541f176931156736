from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from cms.admin_search import AnyCaseIndexView
from network.models import Authority


class AuthorityViewSet(ModelViewSet):
    """The register: authorities with what they take part in."""

    model = Authority
    index_view_class = AnyCaseIndexView
    name = "register"
    icon = "list-ul"
    menu_label = _("Register")
    menu_order = 300
    add_to_admin_menu = True
    list_display = ("name", "get_kind_display", "country_name", "is_example")
    list_filter = ("kind", "country", "is_example")
    search_fields = ("name", "names__name")
    inspect_view_enabled = True


@hooks.register("register_admin_viewset")
def register_viewset() -> AuthorityViewSet:
    """Bring the register into the admin's menu."""
    return AuthorityViewSet()
