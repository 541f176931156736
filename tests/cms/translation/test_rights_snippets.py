"""Translators of a language work on the translations of snippets into it, in every view."""

import pytest
from django.urls import reverse
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from cms.models import Organisation
from cms.site.groups import coordinator_group, provision_groups
from cms.terminology.models import TerminologyNote
from cms.translation import roles
from tests import factories
from tests.cms.translation.helpers import submit, type_strings

pytestmark = pytest.mark.django_db

HOME = reverse("wagtailadmin_home")


@pytest.fixture
def source(tree):
    return factories.organisation(name="Source of all")


@pytest.fixture
def versions(tree, source):
    """The drafts of an organisation's translations by language."""
    found = {}
    for code in ("fr", "uk"):
        found[code] = submit(source, tree.locale(code)).get_target_instance()
        Organisation.objects.filter(pk=found[code].pk).update(name=f"In {code}")
    return found


@pytest.fixture
def translator(tree, client, django_user_model):
    user = django_user_model.objects.create_user("translator-fr")
    user.groups.add(provision_groups()["translators-fr"])
    client.force_login(user)
    return user


def address(name, *arguments):
    return reverse(Organisation.snippet_viewset.get_url_name(name), args=arguments)


def is_refused(answer):
    return answer.status_code in (403, 404) or answer.get("Location") == HOME


def test_the_list_leads_to_the_own_language_and_hides_the_drafts_of_others(
    client, translator, versions, source
):
    for name in ("list", "list_results"):
        text = client.get(address(name)).text
        assert address("edit", versions["fr"].pk) in text
        assert "In uk" not in text
        assert "Source of all" in text
        assert address("edit", source.pk) not in text


def test_a_translator_neither_adds_nor_deletes_nor_copies(client, translator, versions):
    for name in ("add", "preview_on_add"):
        assert is_refused(client.get(address(name)))
    for name in ("delete", "copy"):
        for version in versions.values():
            assert is_refused(client.post(address(name, version.pk)))
    assert Organisation.objects.count() == 3


def test_a_translator_neither_locks_notes_nor_sees_the_reviews_of_others(tree, client, translator):
    note = factories.note()
    of = {}
    for code in ("fr", "uk"):
        translation = submit(note, tree.locale(code))
        type_strings(translation)
        translation.save_target(publish=False)
        of[code] = translation.get_target_instance()
    name_of = TerminologyNote.snippet_viewset.get_url_name
    for version in of.values():
        for name in ("lock", "unlock"):
            assert is_refused(client.post(reverse(name_of(name), args=[version.pk])))
    assert not TerminologyNote.objects.filter(locked=True).exists()
    own, foreign = (reverse(name_of("workflow_history"), args=[of[code].pk]) for code in of)
    assert not is_refused(client.get(own))
    assert is_refused(client.get(foreign))
    assert is_refused(
        client.get(reverse(name_of("workflow_history_detail"), args=[of["uk"].pk, 1]))
    )


def test_deleting_several_names_no_foreign_draft_and_deletes_nothing(
    client, admin_client, translator, versions
):
    several = reverse("wagtail_bulk_action", args=["cms", "organisation", "delete"])
    ids = {"id": [version.pk for version in versions.values()]}
    assert "In uk" in admin_client.get(several, ids).text
    client.force_login(translator)
    text = client.get(several, ids).text
    assert "In fr" in text
    assert "In uk" not in text
    client.post(f"{several}?id={versions['fr'].pk}&id={versions['uk'].pk}")
    assert Organisation.objects.count() == 3


def test_the_chooser_offers_no_foreign_drafts(client, translator, versions):
    chooser = Organisation.snippet_viewset.chooser_viewset
    name = chooser.url_namespace
    for view in ("choose", "choose_results"):
        assert "In uk" not in client.get(reverse(f"{name}:{view}")).text
        assert "In fr" in client.get(reverse(f"{name}:{view}")).text
    foreign = versions["uk"].pk
    assert client.get(reverse(f"{name}:chosen", args=[foreign])).status_code == 404
    several = client.get(reverse(f"{name}:chosen_multiple"), {"id": [foreign]})
    assert "In uk" not in several.text


def test_a_search_finds_what_the_list_shows(client, translator, versions):
    for version in versions.values():
        version.refresh_from_db()
        version.save()
    chooser = Organisation.snippet_viewset.chooser_viewset.url_namespace
    for place in (address("list"), address("list_results"), reverse(f"{chooser}:choose_results")):
        assert "Source of all" in client.get(place, {"q": "sour"}).text
        found = client.get(place, {"q": "in"}).text
        assert "In fr" in found
        assert "In uk" not in found


def test_a_text_that_is_no_translation_is_not_the_translators(client, translator):
    original = factories.organisation("fr")
    assert is_refused(client.get(address("edit", original.pk)))


def test_a_translator_of_a_section_reaches_no_snippet(
    tree, client, django_user_model, versions, admin_user
):
    person = django_user_model.objects.create_user("olena")
    roles.add_person(tree.news.translation_key, tree.locale("fr"), person, admin_user)
    client.force_login(person)
    assert is_refused(client.get(address("list")))
    assert is_refused(client.get(address("edit", versions["fr"].pk)))


def test_a_right_taken_away_ends_with_the_next_request(tree, client, translator, versions):
    own = address("edit", versions["fr"].pk)
    assert not is_refused(client.get(own))
    translator.groups.clear()
    translator.groups.add(roles.ensure_role(None, tree.locale("uk")).group)
    assert is_refused(client.get(own))


def test_from_its_own_language_a_translator_begins_no_other(tree, client, translator, versions):
    Translation.objects.filter(target_locale=tree.locale("uk")).delete()
    Organisation.objects.filter(pk=versions["uk"].pk).delete()
    name = "wagtail_localize:submit_snippet_translation"
    for version in Organisation.objects.all():
        client.post(
            reverse(name, args=["cms", "organisation", version.pk]),
            {"locales": [tree.locale("uk").pk]},
        )
    assert not Translation.objects.filter(target_locale=tree.locale("uk")).exists()


def test_what_is_begun_together_with_something_else_is_begun_by_right_too(
    tree, django_user_model, source
):
    """A page brings its snippets and subpages along: each is asked for, in each language."""
    article = factories.news_page(tree.news)
    network = factories.network_page(tree.networks)
    everywhere = [tree.locale(code) for code in ("fr", "uk")]
    for group in (coordinator_group(network), provision_groups()["translators-fr"]):
        user = django_user_model.objects.create_user(group.name)
        user.groups.add(group)
        for instance in (source, article, network):
            translate_object(instance, everywhere, user=user)
    begun = Translation.objects.values_list("source__object_id", "target_locale__language_code")
    assert set(begun) == {
        (network.translation_key, "fr"),
        (network.translation_key, "uk"),
        (source.translation_key, "fr"),
        (article.translation_key, "fr"),
    }
