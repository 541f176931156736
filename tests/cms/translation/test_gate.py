"""By no route does a draft go live with words of the original or of a machine."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.rich_text import RichText
from wagtail_localize.models import StringTranslation

from cms.translation.completeness import IncompleteTranslation
from cms.translation.segments import read_segments, save_string
from cms.translation.sources import get_source
from cms.translation.targets import write_target
from tests import factories
from tests.cms.translation.helpers import fresh, submit, type_strings

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return factories.site_tree(("en", "uk"))


@pytest.fixture
def article(tree):
    return factories.news_page(
        tree.news,
        title="NATO",
        body=[("paragraph", "<p>A <b>bold</b> word.</p><p>Two.</p>")],
    )


@pytest.fixture
def translation(tree, article):
    """Live in Ukrainian; a name is the same in both languages."""
    translation = submit(article, tree.locale("uk"))
    type_strings(translation, title="NATO")
    translation.save_target(publish=True)
    return translation


def add_paragraph(article):
    """The original says more: the Ukrainian translation lacks it."""
    article.body[0].value = RichText(f"{article.body[0].value.source}<p>Three.</p>")
    article.save_revision().publish()
    return get_source(article)


def draft_of(source, translation):
    """A draft that shows the words of the original where nobody has translated them."""
    target, _created = write_target(source, translation.target_locale, publish=False, fallback=True)
    return target.latest_revision


def missing_segment(translation):
    segments = read_segments(translation.source, translation.target_locale)
    return next(segment for segment in segments if segment.source_html == "Three.")


def write(translation, text, origin):
    save_string(
        translation.source,
        translation.target_locale,
        missing_segment(translation),
        text,
        None,
        None,
        origin=origin,
    )


def body_of(translation):
    return str(translation.get_target_instance().body)


def test_several_pages_at_once(admin_client, article, translation):
    draft_of(add_paragraph(article), translation)
    target = translation.get_target_instance()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = admin_client.post(f"{url}?id={target.pk}&next=/admin/", {"include_descendants": ""})
    told = admin_client.get(answer.url).text
    assert "was not published in Ukrainian" in told
    assert "Three." in told
    assert "Three." not in body_of(translation)


def test_a_schedule_is_refused_when_it_is_made(article, translation):
    target = translation.get_target_instance()
    draft_of(add_paragraph(article), translation)
    target = fresh(target).get_latest_revision_as_object()
    target.go_live_at = timezone.now() + timedelta(days=1)
    revision = target.save_revision()
    with pytest.raises(IncompleteTranslation):
        revision.publish()


def test_a_schedule_whose_draft_is_incomplete_stays_when_it_falls_due(article, translation):
    revision = draft_of(add_paragraph(article), translation)
    type(revision).objects.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now() - timedelta(hours=1)
    )
    with pytest.raises(CommandError):
        call_command("publish_scheduled", stderr=StringIO())
    revision.refresh_from_db()
    assert revision.approved_go_live_at
    assert "Three." not in body_of(translation)


def test_a_suggestion_that_nobody_has_confirmed(article, translation):
    source = add_paragraph(article)
    write(translation, "Три машини.", "machine")
    revision = draft_of(source, translation)
    with pytest.raises(IncompleteTranslation):
        revision.publish()
    StringTranslation.objects.filter(data="Три машини.").update(
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL
    )
    revision.publish()
    assert "Три машини." in body_of(translation)


def test_a_draft_older_than_the_translation_of_what_it_lacks(article, translation):
    revision = draft_of(add_paragraph(article), translation)
    write(translation, "Три.", "manual")
    with pytest.raises(IncompleteTranslation):
        revision.publish()
    draft_of(translation.source, translation).publish()
    assert "Три." in body_of(translation)


def test_a_complete_draft_of_before_the_original_changed(article, translation):
    revision = draft_of(translation.source, translation)
    add_paragraph(article)
    assert missing_segment(translation)
    revision.publish()
    assert "⟦Two.⟧" in body_of(translation)


def test_a_page_that_is_no_longer_translated_from_the_original(article, translation):
    revision = draft_of(add_paragraph(article), translation)
    type(translation).objects.filter(pk=translation.pk).update(enabled=False)
    revision.publish()
    assert "Three." in body_of(translation)
