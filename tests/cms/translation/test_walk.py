"""Every text of all pages, snippets and blocks reaches the translation editor and comes back."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Page, get_page_models
from wagtail_localize.models import StringSegment
from wagtail_localize.operations import translate_object

from cms.models import BasePage, StandardPage
from cms.models.snippets import DraftedSnippet
from home.models import HomePage
from network.models import CooperatePage, JoinPage, MeetingPage, NetworkIndexPage, NetworkPage
from news.models import NewsIndexPage, NewsPage
from tests import factories
from tests.cms.translation import samples

pytestmark = pytest.mark.django_db

PAGE_TYPES = sorted(
    (model for model in get_page_models() if issubclass(model, BasePage)),
    key=lambda model: model.__name__,
)
SNIPPETS = sorted(DraftedSnippet.__subclasses__(), key=lambda model: model.__name__) + [
    model for snippet in DraftedSnippet.__subclasses__() for model in snippet.__subclasses__()
]
SNIPPETS = [
    model
    for model in SNIPPETS
    if not model._meta.abstract and model.__module__.split(".")[0] in ("cms", "news", "network")
]


def make_page(model, tree):
    """A page of `model` in English, published, with its aliases."""
    if model in (HomePage, NewsIndexPage, NetworkIndexPage):
        return {HomePage: tree.home, NewsIndexPage: tree.news, NetworkIndexPage: tree.networks}[
            model
        ]
    if model is NewsPage:
        return factories.news_page(tree.news, countries=["UA"])
    if model is NetworkPage:
        return factories.network_page(tree.networks)
    if model is MeetingPage:
        return factories.meeting_page(factories.network_page(tree.networks))
    assert model in (StandardPage, JoinPage, CooperatePage), f"{model} is not walked yet"
    return factories.add_page(tree.home, model(title="A page", slug="a-page"))


def make_snippet(model):
    make = {"AllianceProfile": "profile", "Organisation": "organisation", "TerminologyNote": "note"}
    return getattr(factories, make[model.__name__])("en")


def fill(instance):
    samples.fill(instance)
    if isinstance(instance, NewsPage):
        instance.lead_image = factories.image()
        instance.corrected_on = instance.date
    if isinstance(instance, NetworkPage):
        for name in ("Lviv", "Uzhhorod"):
            instance.founders.add(
                NetworkPage.founders.rel.related_model(
                    name=name, kind="city", locale=instance.locale
                )
            )
    return instance


def publish(instance):
    instance.save_revision().publish()
    return type(instance).objects.get(pk=instance.pk)


def edit_url(instance):
    if isinstance(instance, Page):
        return reverse("wagtailadmin_pages:edit", args=[instance.pk])
    name = f"wagtailsnippets_{instance._meta.app_label}_{instance._meta.model_name}:edit"
    return reverse(name, args=[instance.pk])


def pseudo(text):
    return f"⟦{text}⟧"


def translate_all(client, source, locale):
    """Submit, type a translation of every text into the editor, publish there. The target."""
    translate_object(source, [locale])
    target = source.get_translation(locale).pk
    url = edit_url(source.get_translation(locale))
    shown = BeautifulSoup(client.get(url).text, "html.parser").select("[data-unit]")
    strings = StringSegment.objects.filter(source__object_id=source.translation_key)
    assert len(shown) == strings.values("string", "context").distinct().count()
    form = {"action": "publish"}
    for row in shown:
        form[row.select_one("[data-text]")["name"]] = pseudo(
            row.select_one("[data-source]")["data-source"]
        )
    client.post(url, form)
    return type(source).objects.get(pk=target)


def assert_translated(source, target):
    theirs = {place: value for place, _is_text, value in samples.leaves(target)}
    for place, is_text, value in samples.leaves(source):
        if is_text and value:
            assert_is_pseudo(place, value, theirs[place])
        else:
            assert theirs[place] == value, place


def assert_is_pseudo(place, source, target):
    if not source.startswith("<"):
        assert target == pseudo(source), place
        return
    passages = BeautifulSoup(target, "html.parser").find_all(["p", "li"])
    assert passages, place
    for passage in passages:
        assert re.fullmatch(r"⟦[^⟦⟧]+⟧", passage.get_text()), place
    assert target.replace("⟦", "").replace("⟧", "") == source, place


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_every_text_of_a_full_page_is_translated(model, tree, admin_client):
    source = publish(fill(make_page(model, tree)))
    target = translate_all(admin_client, source, tree.locale("uk"))
    assert target.live and target.alias_of_id is None
    assert_translated(source, target)


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_a_page_of_empty_blocks_is_translated(model, tree, admin_client):
    source = publish(samples.empty(make_page(model, tree)))
    target = translate_all(admin_client, source, tree.locale("uk"))
    assert target.live and target.alias_of_id is None
    assert_translated(source, target)


@pytest.mark.parametrize("model", SNIPPETS, ids=lambda model: model.__name__)
def test_every_text_of_a_snippet_is_translated(model, tree, admin_client):
    source = publish(fill(make_snippet(model)))
    target = translate_all(admin_client, source, tree.locale("uk"))
    assert target.live
    assert_translated(source, target)
