"""A translation may lead elsewhere than its source, but only to addresses."""

import json

import pytest
from django.core.exceptions import ValidationError
from wagtail_localize.models import SegmentOverride

from cms.apikit.rich_text import finished
from cms.feeds import feed_html
from tests import factories
from tests.cms.translation.helpers import edit_url, fresh, messages_of, submit, type_strings

pytestmark = pytest.mark.django_db

BAD = ["javascript:alert(1)", "java\nscript:alert(1)", " JavaScript:alert(1)", "data:text/html,x"]
GOOD = ["https://example.org/fr", "mailto:a@example.org", "tel:+33388412000", "/fr/news/"]


@pytest.fixture
def article(tree):
    text = '<p>Read <a href="https://example.org/">more</a>.</p>'
    return factories.news_page(tree.news, title="Roofs", body=[("paragraph", text)])


@pytest.fixture
def translation(tree, article):
    translation = submit(article, tree.locale("fr"))
    type_strings(translation, title="Toits")
    return translation


def override_link(translation, address):
    segment = translation.source.overridablesegment_set.get()
    return SegmentOverride.objects.create(
        locale=translation.target_locale,
        context=segment.context,
        data_json=json.dumps(address),
    )


def type_link(client, page, translation, address):
    segment = translation.source.overridablesegment_set.get()
    return client.post(edit_url(page), {f"value-{segment.pk}": address})


@pytest.mark.parametrize("address", BAD)
def test_the_editor_takes_no_script_for_a_link(tree, admin_client, article, translation, address):
    answer = type_link(admin_client, tree.translation_of(article, "fr"), translation, address)
    assert "is no address for a link" in answer.text
    assert not SegmentOverride.objects.exists()


@pytest.mark.parametrize("address", GOOD)
def test_a_translation_may_lead_elsewhere(tree, admin_client, article, translation, address):
    page = tree.translation_of(article, "fr")
    assert type_link(admin_client, page, translation, address).status_code == 302
    translation.save_target(publish=True)
    assert f'href="{address}"' in str(tree.translation_of(article, "fr").body)


@pytest.mark.parametrize("address", BAD)
def test_a_script_in_a_link_is_not_published(tree, admin_client, article, translation, address):
    override_link(translation, address)
    alias = tree.translation_of(article, "fr")
    answer = admin_client.post(edit_url(alias), {"action": "publish"}, follow=True)
    assert "is no address for a link" in messages_of(answer)
    assert fresh(alias).alias_of_id == article.pk


def test_the_refusal_stands_beside_the_link(translation):
    override = override_link(translation, BAD[0])
    with pytest.raises(ValidationError):
        translation.save_target(publish=True)
    override.refresh_from_db()
    assert "is no address for a link" in str(override.get_error())


@pytest.mark.parametrize("address", ["javascript:alert(1)", "&#106;avascript:x", "data:text/html,"])
def test_feeds_and_api_pass_on_no_scripts(address):
    html = f'<p><a title=">" href="{address}">a</a> <a href="https://example.org/">b</a></p>'
    for passed_on in (
        feed_html(html, "https://example.org/"),
        finished(html, lambda key: None, lambda key: None),
    ):
        assert "script:" not in passed_on and "data:" not in passed_on
        assert 'href="https://example.org/"' in passed_on
