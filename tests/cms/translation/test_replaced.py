"""What somebody else wrote stays to be read, and to be taken back, after it was replaced."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from cms.translation.segments import Conflict, Saved, read_segments, save_string
from tests import factories
from tests.cms.translation.helpers import submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation():
    tree = factories.site_tree(("en", "uk"))
    return submit(factories.news_page(tree.news, title="Roofs"), tree.locale("uk"))


def write(translation, text, user, origin="manual"):
    """As somebody who has seen what stands there."""
    source, locale = translation.source, translation.target_locale
    title = read_segments(source, locale)[0]
    return save_string(source, locale, title, text, user, title.target_digest, origin=origin)


def test_of_two_who_disagree_both_texts_are_kept(admin_client, translation):
    ivan, olha = (User.objects.create_user(name) for name in ("ivan", "olha"))
    source, locale = translation.source, translation.target_locale
    title = read_segments(source, locale)[0]
    assert isinstance(save_string(source, locale, title, "Дахи", ivan, ""), Saved)
    theirs = save_string(source, locale, title, "Покрівлі", olha, "")
    assert isinstance(theirs, Conflict)
    save_string(source, locale, title, "Покрівлі", olha, theirs.digest)
    page = admin_client.get(reverse("cms_translation_editor", args=[translation.pk])).text
    earlier = page.partition("Earlier texts")[2].partition("</details>")[0]
    assert "Дахи" in earlier
    assert "ivan" in earlier


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        ([("ivan", "Д"), ("ivan", "Да"), ("ivan", "Дахи")], []),
        ([("ivan", "Дахи"), ("ivan", "")], ["Дахи"]),
        ([("ivan", "Дахи"), (None, "Покрівлі")], ["Дахи"]),
        ([(None, "Дахи"), ("ivan", "Покрівлі"), (None, "Дахи")], ["Покрівлі"]),
    ],
    ids=["own typing", "taken away", "by an import", "taken back"],
)
def test_what_is_kept(admin_client, translation, texts, kept):
    ivan = User.objects.create_user("ivan")
    for writer, text in texts:
        write(translation, text, ivan if writer else None)
    address = reverse("cms_translation_editor", args=[translation.pk])
    rows = admin_client.get(address).context["page_of_rows"]
    assert [text for text, _replaced in rows[0].earlier] == kept


def test_what_a_file_replaces_is_kept_whoever_brings_it_in(admin_client, translation):
    ivan = User.objects.create_user("ivan")
    write(translation, "Дахи", ivan)
    write(translation, "Покрівлі", ivan, origin="import")
    address = reverse("cms_translation_editor", args=[translation.pk])
    rows = admin_client.get(address).context["page_of_rows"]
    assert [text for text, _replaced in rows[0].earlier] == ["Дахи"]


def test_a_suggestion_that_nobody_confirmed_is_not_kept(admin_client, translation):
    write(translation, "Машина", None, origin="machine")
    write(translation, "Дахи", User.objects.create_user("ivan"))
    address = reverse("cms_translation_editor", args=[translation.pk])
    assert not admin_client.get(address).context["page_of_rows"][0].earlier


def test_texts_rewritten_often_are_not_kept_for_ever(admin_client, translation):
    for number in range(14):
        write(translation, f"Дахи {number}", None)
    address = reverse("cms_translation_editor", args=[translation.pk])
    earlier = admin_client.get(address).context["page_of_rows"][0].earlier
    assert [text for text, _replaced in earlier] == [f"Дахи {n}" for n in range(12, 2, -1)]
