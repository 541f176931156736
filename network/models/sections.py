"""A national network as an office of the site: who works in its section, and with what."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.cache import cached
from cms.countries import country_choices, country_name


class NetworkSectionQuerySet(models.QuerySet["NetworkSection"]):
    """Sections by whether somebody works in them."""

    def active(self) -> "NetworkSectionQuerySet":
        """Those that are not retired."""
        return self.filter(retired_at=None)


class NetworkSection(models.Model):
    """One row for each national network, which its pages in all languages share.

    Group, collection and workflow can be deleted in the admin; the section then lacks them until
    it is mended (`network.sections`), and nobody has rights by it meanwhile.
    """

    country = models.CharField(_("country"), max_length=2, choices=country_choices, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    # The translation key of its pages (`network.NetworkPage`).
    network_key = models.UUIDField(_("key of its pages"), unique=True, default=uuid.uuid4)
    # Codes of the languages in whose trees its coordinators write; none stands for all.
    languages = models.JSONField(_("languages"), default=list, blank=True)
    group = models.OneToOneField(
        "auth.Group",
        verbose_name=_("coordinators"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="network_section",
    )
    collection = models.ForeignKey(
        "wagtailcore.Collection",
        verbose_name=_("collection"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    workflow = models.ForeignKey(
        "wagtailcore.Workflow",
        verbose_name=_("workflow"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)

    objects = NetworkSectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section of a network")
        verbose_name_plural = _("sections of networks")
        ordering: ClassVar = ["country"]

    def __str__(self) -> str:
        return self.country_name

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None

    def has_language(self, code: str) -> bool:
        """Whether its coordinators write in the tree of this language."""
        return not self.languages or code in self.languages


def retired_networks() -> frozenset[uuid.UUID]:
    """The keys of the networks that are retired; kept until the next change of content."""
    retired = NetworkSection.objects.exclude(retired_at=None)
    return cached(
        "retired-networks", lambda: frozenset(retired.values_list("network_key", flat=True))
    )
