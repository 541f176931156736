"""The table of sections by languages in the admin: who translates what, and changing it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Prefetch, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Locale, Page

from cms.translation import roles
from cms.translation.completeness import language_name
from cms.translation.models import TranslatorRole


@dataclass(frozen=True)
class Cell:
    """Who translates one section into one language, and where that is changed."""

    locale: Locale
    people: list[Any]
    url: str


@dataclass(frozen=True)
class Row:
    """A section with a cell for each language; `section` is None for the whole site."""

    section: UUID | None
    title: str
    address: str
    cells: list[Cell]


def rows() -> list[Row]:
    """The whole site, then the sections in the order of their addresses. Six queries."""
    locales = list(Locale.objects.all())
    people = get_user_model().objects.order_by(get_user_model().USERNAME_FIELD)
    found = TranslatorRole.objects.select_related("group").prefetch_related(
        Prefetch("group__user_set", people)
    )
    members = {(role.section, role.locale_id): list(role.group.user_set.all()) for role in found}
    titles = titles_of({section for section, _locale in members if section})
    return [
        Row(
            section,
            *titles[section],
            [
                Cell(locale, members.get((section, locale.pk), []), cell_url(section, locale))
                for locale in locales
            ],
        )
        for section in [None, *sorted(filter(None, titles), key=lambda key: titles[key][1])]
    ]


def titles_of(sections: set[UUID]) -> dict[UUID | None, tuple[str, str]]:
    """The title and the address of sections; a section whose pages are all gone is left out."""
    titles: dict[UUID | None, tuple[str, str]] = {None: (_("Whole site"), "")}
    default_locale = Locale.get_default()
    # The version in the site's first language comes last, and stays.
    pages = Page.objects.filter(translation_key__in=sections)
    for page in pages.order_by(Case(When(locale=default_locale, then=1), default=0), "pk"):
        address = page.url_path.strip("/").partition("/")[2]
        titles[page.translation_key] = (page.get_admin_display_title(), address)
    return titles


def cell_url(section: UUID | None, locale: Locale) -> str:
    place = {"section": section} if section else {}
    kwargs = {"language": locale.language_code, **place}
    return reverse("cms_translation_role", kwargs=kwargs)


class SectionForm(forms.Form):
    """Takes a page that becomes a section of the table."""

    page = forms.ModelChoiceField(
        Page.objects.filter(depth__gt=1), label=gettext_lazy("Page"), widget=AdminPageChooser
    )

    def clean_page(self) -> Page:
        page = self.cleaned_data["page"]
        if page.depth <= roles.HOME_DEPTH:
            raise forms.ValidationError(
                _("The home page stands for the whole site, which has a row already.")
            )
        if TranslatorRole.objects.filter(section=page.translation_key).exists():
            raise forms.ValidationError(_("This section has a row already."))
        return page


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return describe(person)


class PersonForm(forms.Form):
    """Takes somebody who does not translate this yet."""

    person = PersonField(get_user_model().objects.none(), label=gettext_lazy("Person"))

    def __init__(self, candidates: QuerySet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = candidates  # type: ignore[attr-defined]


def describe(person: Any) -> str:
    """The full name where there is one, with the user name, which nobody else has."""
    name, username = person.get_full_name(), person.get_username()
    return f"{name} ({username})" if name else username


class RolesView(WagtailAdminTemplateMixin, TemplateView):
    """What the pages on roles share: who may open them, and their way back."""

    header_icon = "group"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(roles.CHANGE_ROLES):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        table = {"url": reverse("cms_translation_roles"), "label": _("Who translates what")}
        here = {"url": "", "label": self.get_page_title()}
        is_table = here["label"] == table["label"]
        return [*self.breadcrumbs_items, *([] if is_table else [table]), here]


class Table(RolesView):
    """All sections and languages, and a form for a further section."""

    template_name = "cms/admin/translation/roles.html"
    page_title = gettext_lazy("Who translates what")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "form": SectionForm(),
            "rows": rows(),
            "locales": Locale.objects.all(),
        } | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = SectionForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        page = form.cleaned_data["page"]
        roles.add_section(page, request.user)
        messages.success(
            request,
            _("“%(title)s” has a row now: choose who translates it.")
            % {"title": page.get_admin_display_title()},
        )
        return redirect("cms_translation_roles")


class SectionView(RolesView):
    """What the pages on one section share: its title, or 404 for one without a row."""

    @cached_property
    def section(self) -> UUID | None:
        return self.kwargs.get("section")

    @cached_property
    def section_title(self) -> str:
        known = {self.section} if self.section else set()
        if known and not TranslatorRole.objects.filter(section=self.section).exists():
            raise Http404
        titles = titles_of(known)
        if self.section not in titles:
            raise Http404
        return titles[self.section][0]


class CellView(SectionView):
    """Who translates one section into one language; takes somebody in, or out."""

    template_name = "cms/admin/translation/roles_cell.html"

    @cached_property
    def locale(self) -> Locale:
        return get_object_or_404(Locale, language_code=self.kwargs["language"])

    def get_page_title(self) -> str:
        return _("%(section)s into %(language)s") % {
            "section": self.section_title,
            "language": language_name(self.locale),
        }

    @property
    def people(self) -> QuerySet:
        """Whoever translates this now."""
        return (
            get_user_model()
            .objects.filter(
                groups__translator_role__section=self.section,
                groups__translator_role__locale=self.locale,
            )
            .order_by(get_user_model().USERNAME_FIELD)
        )

    @property
    def candidates(self) -> QuerySet:
        users = get_user_model().objects.filter(is_active=True).exclude(pk__in=self.people)
        return users.order_by(get_user_model().USERNAME_FIELD)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = [{"pk": person.pk, "name": describe(person)} for person in self.people]
        return {
            "form": PersonForm(self.candidates),
            "people": people,
            "is_whole_site": self.section is None,
            "language_name": language_name(self.locale),
        } | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        names = {"page": self.get_page_title()}
        if "remove" in request.POST:
            # Somebody else may have been quicker: then there is nothing left to take away.
            key = request.POST["remove"]
            person = self.people.filter(pk=key).first() if key.isdecimal() else None
            if person is not None:
                roles.remove_person(self.section, self.locale, person, request.user)
                names["name"] = describe(person)
                messages.success(request, _("%(name)s no longer translates %(page)s.") % names)
            return redirect(request.path)
        form = PersonForm(self.candidates, request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        person = form.cleaned_data["person"]
        roles.add_person(self.section, self.locale, person, request.user)
        names["name"] = describe(person)
        messages.success(request, _("%(name)s translates %(page)s now.") % names)
        return redirect(request.path)


class RemoveSection(SectionView):
    """Asks, and then takes the row of a section away with the rights that it gave."""

    template_name = "cms/admin/translation/roles_remove.html"

    def get_page_title(self) -> str:
        return _("Remove the row “%(section)s”") % {"section": self.section_title}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        concerned = get_user_model().objects.filter(groups__translator_role__section=self.section)
        return {"count": concerned.distinct().count()} | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        title = self.section_title
        roles.remove_section(self.kwargs["section"], request.user)
        messages.success(request, _("The row “%(section)s” was removed.") % {"section": title})
        return redirect("cms_translation_roles")
