"""Pictures and documents of the sections: chosen by those who work there.

All choose from the whole site but what lies in the collection of a section. Wagtail's rights on
collections reach downwards only and cannot say that.
"""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.documents.views.bulk_actions.document_bulk_action import DocumentBulkAction
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.views.bulk_actions.image_bulk_action import ImageBulkAction
from wagtail.models import Collection, Page
from wagtail.permission_policies.collections import CollectionPermissionLookupMixin
from wagtail.permissions import page_permission_policy, policy_registry

from network.guards.registry import guard
from network.models import NetworkSection

READ = ("choose", "change", "delete")


def closed_collections(policy: Any, user: Any) -> frozenset[int]:
    """The collections of the sections in which `user` neither works nor has a right of their own.

    To work in a section is to have a right on a page of it, in any language. Three queries, asked
    once a request, however many sections there are.
    """
    if not hasattr(user, "_closed_collections"):
        user._closed_collections = read_closed(policy, user)
    return user._closed_collections


def read_closed(policy: Any, user: Any) -> frozenset[int]:
    sections = NetworkSection.objects.exclude(collection=None).values_list(
        "network_key", "collection__path"
    )
    collections = dict(sections)
    pages = Page.objects.filter(translation_key__in=collections)
    rights = page_permission_policy.get_cached_permissions_for_user(user)
    own = {
        key
        for key, path in pages.values_list("translation_key", "path")
        if any(path.startswith(right.page.path) for right in rights)
    }
    given = [row.collection.path for row in policy.get_cached_permissions_for_user(user)]
    closed = Q(pk=None)
    for key, path in collections.items():
        if key not in own and not any(each.startswith(path) for each in given):
            closed |= Q(path__startswith=path)
    return frozenset(Collection.objects.filter(closed).values_list("pk", flat=True))


@guard(CollectionPermissionLookupMixin, "_collections_with_perm")
def leave_closed_collections_out(stock: Any, policy: Any, user: Any, actions: Any) -> QuerySet:
    return stock(policy, user, actions).exclude(pk__in=closed_collections(policy, user))


@guard(CollectionPermissionLookupMixin, "_check_perm")
def refuse_closed_collections(
    stock: Any, policy: Any, user: Any, actions: Any, collection: Any = None
) -> bool:
    if not stock(policy, user, actions, collection):
        return False
    if collection is None or user.is_superuser:
        return True
    return collection.pk not in closed_collections(policy, user)


def readable(request: Any, queryset: QuerySet) -> QuerySet:
    """Those of the pictures or documents that the user may choose or change."""
    policy = policy_registry.get_by_type(queryset.model)
    own = policy.instances_user_has_any_permission_for(request.user, READ)
    return queryset.filter(pk__in=own.order_by().values("pk"))


@guard(ImagesAdminAPIViewSet, "get_queryset")
def list_readable_images(stock: Any, view: Any) -> QuerySet:
    """Wagtail's API in the admin lists all pictures to everybody."""
    return readable(view.request, stock(view))


@guard(DocumentsAdminAPIViewSet, "get_queryset")
def list_readable_documents(stock: Any, view: Any) -> QuerySet:
    return readable(view.request, stock(view))


def leave_unreadable_out(stock: Any, action: Any, **kwargs: Any) -> dict[str, Any]:
    """An action on several files names those that it leaves out, whosesoever they are."""
    context = stock(action, **kwargs)
    left_out = context["items_with_no_access"]
    asked = action.model._default_manager.filter(pk__in=[row["item"].pk for row in left_out])
    known = set(readable(action.request, asked).values_list("pk", flat=True))
    context["items_with_no_access"] = [row for row in left_out if row["item"].pk in known]
    return context


guard(ImageBulkAction, "get_context_data")(leave_unreadable_out)
guard(DocumentBulkAction, "get_context_data")(leave_unreadable_out)
