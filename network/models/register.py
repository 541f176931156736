"""The register of local and regional authorities: what they are and all of their names."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.countries import country_choices, country_name
from cms.hidden_characters import refuse_hidden
from network.models.kinds import MOST_PEOPLE, REGION_KINDS, AuthorityKind
from network.search_names import search_text

# What stands in the addresses of the directory where keys do (network/urls.py).
KEYS_OF_VIEWS = frozenset({"statistics"})


class AuthorityQuerySet(models.QuerySet["Authority"]):
    """Authorities, and what is kept beside their names."""

    def refresh_search_names(self) -> None:
        """Write `search_names` anew, after names were written in bulk; changed rows only."""
        changed = []
        for authority in self.prefetch_related("names"):
            text = authority.get_search_names()
            if text != authority.search_names:
                authority.search_names = text
                changed.append(authority)
        self.model._base_manager.bulk_update(changed, ["search_names"], batch_size=500)


class Authority(ClusterableModel):
    """A local or regional authority: one row, whatever it takes part in."""

    key = models.SlugField(_("key"), max_length=100, unique=True, help_text=_("Part of addresses"))
    name = models.CharField(_("official name"), max_length=255, validators=[refuse_hidden])
    name_language = models.CharField(
        _("language of the name"),
        max_length=10,
        blank=True,
        help_text=_("BCP 47 code, such as “sr-Latn”"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=AuthorityKind.choices)
    country = models.CharField(_("country"), max_length=2, choices=country_choices, db_index=True)
    region = models.ForeignKey(
        "self",
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        limit_choices_to={"kind__in": REGION_KINDS},
        related_name="parts",
        help_text=_("The county, province or region that it lies in"),
    )
    population = models.PositiveIntegerField(
        _("population"), null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)]
    )
    population_year = models.PositiveSmallIntegerField(
        _("year of the population"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    website = models.URLField(
        _("website"), blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    is_example = models.BooleanField(
        _("example"),
        default=False,
        help_text=_("Invented for a demonstration; readers are told so"),
    )
    search_names = models.TextField(
        blank=True, editable=False, help_text="All names as `normalise_name` writes them"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering: ClassVar = ["country", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.key in KEYS_OF_VIEWS:
            raise ValidationError(gettext("This key is an address of the site itself."))
        if self.region is None:
            return
        if self.region.country != self.country:
            raise ValidationError({"region": gettext("The region lies in another country.")})
        above: Authority | None = self.region
        seen = set()
        while above is not None and above.pk not in seen:
            if above.pk == self.pk:
                raise ValidationError({"region": gettext("An authority cannot lie in itself.")})
            seen.add(above.pk)
            above = above.region

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_names = self.get_search_names()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_names"}
        super().save(*args, **kwargs)

    def get_search_names(self) -> str:
        """All names of this authority for a search, those not yet saved too."""
        return search_text([self.name, *(row.name for row in self.names.all())])

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    def name_in(self, language: str) -> str:
        """The name in `language`, else the official one (prefetch `names` for lists)."""
        names = {
            row.language: row.name
            for row in self.names.all()
            if row.kind == AuthorityName.Kind.TRANSLATION
        }
        return names.get(language, self.name)


class AuthorityName(models.Model):
    """A name of an authority that is not its official one."""

    class Kind(models.TextChoices):
        TRANSLATION = "translation", _("name in another language")
        FORMER = "former", _("former name")
        TRANSLITERATION = "transliteration", _("transliteration")

    authority = ParentalKey(Authority, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind.choices, default=Kind.TRANSLATION
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        help_text=_("BCP 47 code, such as “uk-Latn”"),
    )
    name = models.CharField(_("name"), max_length=255, validators=[refuse_hidden])

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("kind"), FieldPanel("language")])
    ]

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "language"],
                condition=Q(kind="translation"),
                name="network_authority_name_unique",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.kind == self.Kind.TRANSLATION and not self.language:
            raise ValidationError({"language": gettext("Say which language this name is in.")})


@receiver([post_save, post_delete], sender=AuthorityName)
def refresh_search_names(instance: AuthorityName, **kwargs: Any) -> None:
    """Keep the searched text right when a name is written or removed by itself."""
    Authority.objects.filter(pk=instance.authority_id).refresh_search_names()
