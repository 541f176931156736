import re

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from network.models import Authority


class AuthorityIndexView(IndexView):
    """The list of the register, searched by any of an authority's names."""

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Each authority once. `iregex`: `icontains` knows the case of ASCII only on SQLite."""
        if not self.is_searching:
            return queryset
        query = Q()
        for field in self.search_fields:
            query |= Q(**{f"{field}__iregex": re.escape(self.search_query)})
        return queryset.filter(query).distinct()


class AuthorityViewSet(ModelViewSet):
    """The register: authorities with what they take part in."""

    model = Authority
    index_view_class = AuthorityIndexView
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
