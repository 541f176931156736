"""What the foundation adds to Wagtail's admin: texts of the Alliance, reports, safe choosers."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms import admin_phone, draft_privacy, passage_feature
from cms.models import AllianceProfile, Organisation
from cms.page_links import BatchedPageLinkHandler
from cms.reports import ExpiredImagesReport, LinksWithoutAddressReport, images_know_their_use
from cms.snippet_chooser import OurSnippetChooserViewSet


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    chooser_viewset_class = OurSnippetChooserViewSet
    icon = "group"
    menu_label = _("Organisations")
    menu_order = 320
    add_to_admin_menu = True
    list_display = ("name", "acronym", "website", "locale")


class ProfileViewSet(SnippetViewSet):
    model = AllianceProfile
    chooser_viewset_class = OurSnippetChooserViewSet
    icon = "home"
    menu_label = _("Profile of the Alliance")
    menu_order = 330
    add_to_admin_menu = True
    list_display = ("mission", "locale")


register_snippet(OrganisationViewSet)
register_snippet(ProfileViewSet)
# Its hooks are registered by the import.
draft_privacy.restrict_page_types_report()
draft_privacy.restrict_chosen_pages()


class ImagesReportItem(MenuItem):
    """Shown only where pictures know until when they may be used."""

    def is_shown(self, request: HttpRequest) -> bool:
        return images_know_their_use()


@hooks.register("register_admin_urls")
def connection_urls() -> list[URLPattern]:
    """Where scripts ask whether the site can be reached and who is signed in."""
    return [path("connection/", admin_phone.connection, name="cms_connection")]


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """The addresses of the reports; `results` ones answer to filters without the page around."""
    links, images = LinksWithoutAddressReport, ExpiredImagesReport
    return [
        path("reports/links/", links.as_view(), name="cms_links_report"),
        path(
            "reports/links/results/",
            links.as_view(results_only=True),
            name="cms_links_report_results",
        ),
        path("reports/pictures/", images.as_view(), name="cms_expired_images_report"),
        path(
            "reports/pictures/results/",
            images.as_view(results_only=True),
            name="cms_expired_images_report_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def links_report_item() -> MenuItem:
    """Lead to the pages with links that wait for their address."""
    return MenuItem(
        _("Links without address"), reverse("cms_links_report"), icon_name="link", order=1100
    )


@hooks.register("register_reports_menu_item")
def images_report_item() -> MenuItem:
    """Lead to the pictures whose consent has run out, where pictures know of that."""
    return ImagesReportItem(
        _("Pictures past their use"),
        reverse("cms_expired_images_report"),
        icon_name="image",
        order=1110,
    )


@hooks.register("construct_image_chooser_queryset")
def hide_expired_images(images: QuerySet, request: HttpRequest) -> QuerySet:
    """Offer no picture whose consent has run out; a host's image model may lack the date."""
    if not images_know_their_use():
        return images
    return images.filter(Q(use_until__isnull=True) | Q(use_until__gte=timezone.localdate()))


hooks.register("register_rich_text_features", passage_feature.register)


# After Wagtail's own, which it replaces.
@hooks.register("register_rich_text_features", order=10)
def batch_page_links(features: FeatureRegistry) -> None:
    """Look up the pages that rich text links to in one query."""
    features.register_link_type(BatchedPageLinkHandler)
