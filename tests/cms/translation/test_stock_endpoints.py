"""wagtail-localize's own addresses refuse whoever has no rights on the version concerned."""

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from cms.site.groups import coordinator_group, provision_groups
from tests import factories
from tests.cms.translation.helpers import editor_of, submit, type_strings

pytestmark = pytest.mark.django_db

BY_TRANSLATION = {
    "download_pofile": "get",
    "upload_pofile": "post",
    "preview_translation": "get",
    "stop_translation": "post",
}


@pytest.fixture
def draft(tree):
    """A meeting of a network, not published yet, that is being translated into Ukrainian."""
    network = factories.network_page(tree.networks)
    text = '<p>Read <a href="https://example.org/">more</a>.</p>'
    page = factories.meeting_page(network, title="Secret", body=[("paragraph", text)])
    page.unpublish()
    return page


@pytest.fixture
def translation(tree, draft):
    translation = submit(draft, tree.locale("uk"))
    type_strings(translation, title="Таємно")
    return translation


@pytest.fixture(params=["coordinator", "translator"])
def stranger(request, tree, draft, django_user_model):
    """Whoever works in another section, or in another language."""
    if request.param == "coordinator":
        group = coordinator_group(factories.network_page(tree.networks, country="FR"))
    else:
        group = provision_groups()["translators-fr"]
    user = django_user_model.objects.create_user("stranger", password="stranger")
    user.groups.add(group)
    return user


def refused(answer):
    """Wagtail answers with a message on the way to the admin's home."""
    return answer.status_code == 403 or (answer.status_code, answer.get("Location")) == (
        302,
        reverse("wagtailadmin_home"),
    )


@pytest.mark.parametrize("name", BY_TRANSLATION)
def test_a_stranger_does_nothing_with_a_translation(client, translation, stranger, name):
    args = [translation.pk]
    before = list(StringTranslation.objects.order_by("pk").values_list("data", flat=True))
    client.force_login(stranger)
    url = reverse(f"wagtail_localize:{name}", args=args)
    answer = getattr(client, BY_TRANSLATION[name])(url)
    assert refused(answer)
    assert Translation.objects.get().enabled
    assert before == list(StringTranslation.objects.order_by("pk").values_list("data", flat=True))


@pytest.mark.parametrize("name", ["edit_string_translation", "edit_override", "machine_translate"])
def test_texts_are_written_by_the_editor_alone_which_notices_conflicts(
    admin_client, translation, name
):
    source = translation.source
    segments = {
        "edit_string_translation": [source.stringsegment_set.first().pk],
        "edit_override": [source.overridablesegment_set.first().pk],
        "machine_translate": [],
    }
    url = reverse(f"wagtail_localize:{name}", args=[translation.pk, *segments[name]])
    assert admin_client.put(url).status_code == admin_client.post(url).status_code == 404


def test_a_stranger_does_not_make_a_translation_an_alias_again(
    tree, client, draft, translation, stranger
):
    translation.save_target(publish=True)
    page = tree.translation_of(draft, "uk")
    client.force_login(stranger)
    assert refused(client.post(reverse("wagtail_localize:convert_to_alias", args=[page.pk])))
    page.refresh_from_db()
    assert page.alias_of_id is None


def test_a_stranger_updates_nothing(client, translation, stranger):
    client.force_login(stranger)
    url = reverse("wagtail_localize:update_translations", args=[translation.source.pk])
    assert refused(client.get(url))
    assert refused(client.post(url))


@pytest.mark.parametrize("key", ["snippets_api_listing", "snippets_api_detail"])
def test_a_stranger_reads_no_drafts_of_snippets(client, stranger, admin_client, key):
    organisation = factories.organisation(name="Secret", live=False)
    args = ["cms", "organisation"] + ([organisation.pk] if key == "snippets_api_detail" else [])
    url = reverse(f"wagtail_localize:{key}", args=args)
    assert "Secret" in admin_client.get(url).text
    client.force_login(stranger)
    assert "Secret" not in client.get(url).text


@pytest.mark.parametrize("name", ["translations_report", "translations_report_results"])
def test_the_report_of_all_translations_gives_way_to_the_one_that_asks_for_rights(
    tree, client, translation, name
):
    client.force_login(editor_of(factories.network_page(tree.networks)))
    answer = client.get(reverse(f"wagtail_localize:{name}"), follow=True)
    assert answer.redirect_chain[0][0].startswith("/admin/reports/translations-state/")
    assert "Secret" not in answer.text


def test_the_menu_names_one_report_of_translations(admin_client, tree):
    answer = admin_client.get(reverse("wagtailadmin_home"))
    assert reverse("cms_translation_state") in answer.text
    assert reverse("wagtail_localize:translations_report") not in answer.text
