"""Concepts and the terms that stand for them in each language, named as ISO 30042 (TBX) does."""

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from cms.languages import language_choices


class Concept(ClusterableModel):
    """What is meant, whatever it is called: the terms of all languages hang on it."""

    identifier = models.SlugField(
        _("identifier"),
        max_length=100,
        unique=True,
        help_text=_("A short name that stays: addresses in the glossary are made from it"),
    )
    note = models.ForeignKey(
        "cms_terminology.TerminologyNote",
        verbose_name=_("terminology note"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="concepts",
        help_text=_("The note that explains its usage, in any language"),
    )

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        ordering: ClassVar = ["identifier"]
        permissions: ClassVar = [("block_term", _("Can let a term block publishing"))]

    def __str__(self) -> str:
        return self.identifier


class Definition(models.Model):
    """What a concept means, in the words of one language."""

    concept = ParentalKey(Concept, on_delete=models.CASCADE, related_name="definitions")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    text = models.TextField(_("definition"))

    class Meta:
        verbose_name = _("definition")
        verbose_name_plural = _("definitions")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["concept", "language"], name="terminology_one_definition_a_language"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Term(ClusterableModel):
    """A word or expression of one language, and what becomes of a text that uses it.

    The status belongs to the language: a word may be preferred in one and deprecated in another.
    """

    class Status(models.TextChoices):
        """Administrative status of ISO 30042."""

        PREFERRED = "preferred", _("preferred")
        ADMITTED = "admitted", _("admitted")
        DEPRECATED = "deprecated", _("deprecated")
        SUPERSEDED = "superseded", _("superseded")

    class CaseRule(models.TextChoices):
        IGNORE = "ignore", _("makes no difference")
        MATCH = "match", _("as written here")

    class Severity(models.TextChoices):
        """What a discouraged term does to the text in which it is found."""

        BLOCK = "block", _("block publishing")
        WARN = "warn", _("warn")
        ALLOW = "allow", _("let pass")

    APPROVED = (Status.PREFERRED, Status.ADMITTED)

    concept = ParentalKey(Concept, on_delete=models.CASCADE, related_name="terms")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    text = models.CharField(_("term"), max_length=200)
    administrative_status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.PREFERRED
    )
    severity = models.CharField(
        _("where it is found"),
        max_length=10,
        choices=Severity,
        default=Severity.WARN,
        help_text=_("For terms that are not, or no longer, approved"),
    )
    case_rule = models.CharField(
        _("letter case"), max_length=10, choices=CaseRule, default=CaseRule.IGNORE
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(
        _("valid to"),
        null=True,
        blank=True,
        help_text=_("In texts dated within this time the term passes; outside of it, it is found"),
    )
    source = models.CharField(
        _("source"),
        max_length=255,
        blank=True,
        help_text=_("The text that lays the usage down, with its date"),
    )
    usage_note = models.TextField(
        _("usage note"), blank=True, help_text=_("Editors read it where the term is found")
    )

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="terminology_term_period_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_approved(self) -> bool:
        """Whether its status, dates apart, is that of a term to use."""
        return self.administrative_status in self.APPROVED

    def is_valid_on(self, day: datetime.date) -> bool:
        """Whether `day` is within its dates; an open end has no limit."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class TermForm(models.Model):
    """A further form of a term by which it is recognised: an inflection or a spelling."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="forms")
    text = models.CharField(_("form"), max_length=200)

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["term", "text"], name="terminology_form_once_a_term")
        ]

    def __str__(self) -> str:
        return self.text


class TermsVersion(models.Model):
    """One row that says which state of the terms is stored; `cms.terminology.versions` keeps it."""

    token = models.CharField(max_length=36)

    class Meta:
        verbose_name = _("version of the terms")
        verbose_name_plural = _("versions of the terms")

    def __str__(self) -> str:
        return self.token
