"""A language that is deleted and added again has its translations again."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    TranslatableObject,
    TranslationContext,
)

from cms.translation.models import KeptTranslation
from tests import factories
from tests.cms.translation.helpers import submit, type_strings

pytestmark = pytest.mark.django_db


def test_texts_and_values_come_back_with_their_language(
    tree, admin_client, django_capture_on_commit_callbacks
):
    article = factories.news_page(tree.news, title="Roofs")
    locale = tree.locale("rom")
    translation = submit(article, locale)
    type_strings(translation, title="E učharina")
    translation.save_target(publish=True)
    context = TranslationContext.objects.filter(object_id=article.translation_key).first()
    SegmentOverride.objects.create(locale=locale, context=context, data_json='"/rom/"')
    before = StringTranslation.objects.filter(locale=locale).count()

    with django_capture_on_commit_callbacks(execute=True):
        home = tree.translation_of(tree.home, "rom")
        admin_client.post(reverse("wagtailadmin_pages:delete", args=[home.pk]))
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(reverse("wagtaillocales:delete", args=[locale.pk]))
    assert not Locale.objects.filter(language_code="rom").exists()
    with django_capture_on_commit_callbacks(execute=True):
        again = Locale.objects.create(language_code="rom")

    assert StringTranslation.objects.filter(locale=again).count() == before
    assert SegmentOverride.objects.get(locale=again).data == "/rom/"
    assert not KeptTranslation.objects.exists()
    translation = submit(article, again)
    translation.save_target(publish=True)
    assert article.get_translation(again).title == "E učharina"


def test_another_language_gets_nothing_of_it(tree):
    article = factories.news_page(tree.news, title="Roofs", aliases=False)
    translation = submit(article, tree.locale("rom"))
    type_strings(translation, title="E učharina")
    KeptTranslation.objects.create(
        language_code="rom", context=TranslationContext.objects.first(), data="x"
    )
    Locale.objects.create(language_code="el")
    assert not StringTranslation.objects.filter(locale__language_code="el").exists()
    assert KeptTranslation.objects.count() == 1


def test_the_texts_of_a_deleted_translation_are_there_when_it_is_begun_again(
    tree, admin_client, django_capture_on_commit_callbacks
):
    article = factories.news_page(tree.news, title="Roofs")
    translation = submit(article, tree.locale("rom"))
    type_strings(translation, title="E učharina")
    translation.save_target(publish=True)
    with django_capture_on_commit_callbacks(execute=True):
        page = tree.translation_of(article, "rom")
        admin_client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert tree.translation_of(article, "rom").title == "Roofs"
    translation = submit(article, tree.locale("rom"))
    translation.save_target(publish=True)
    assert tree.translation_of(article, "rom").title == "E učharina"


def test_of_a_page_deleted_in_all_languages_nothing_is_kept(
    tree, admin_client, django_capture_on_commit_callbacks
):
    article = factories.news_page(tree.news, title="Roofs")
    translation = submit(article, tree.locale("rom"))
    type_strings(translation)
    translation.save_target(publish=True)
    with django_capture_on_commit_callbacks(execute=True):
        url = reverse("wagtailadmin_pages:delete", args=[article.pk])
        admin_client.post(url, {"scope": "all"})
    assert not StringTranslation.objects.exists()
    assert not TranslatableObject.objects.filter(translation_key=article.translation_key).exists()
