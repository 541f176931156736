"""A national network is added, mended, retired and begun again."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
    WorkflowPage,
)

from cms.translation.aliases import ensure_aliases
from cms.translation.moderation import needs_moderation
from cms.translation.permissions import repair_permissions
from cms.translation.roles import add_person
from network.models import NetworkPage, NetworkSection
from network.sections.provisioning import coordinator_group, find_drift
from tests import factories

pytestmark = pytest.mark.django_db


def run(command: str, *args: str) -> str:
    out = io.StringIO()
    call_command(command, *args, stdout=out)
    return out.getvalue().strip()


def coordinator(section: NetworkSection, users: Any, name: str = "coordinator") -> Any:
    user = users.objects.create(username=name)
    user.groups.add(section.group)
    return user


def may_edit(user: Any, page: Page) -> bool:
    """What the next request of `user` would be allowed."""
    fresh = type(user).objects.get(pk=user.pk)
    return page.permissions_for_user(fresh).can_edit()


def everything() -> list[Any]:
    """What a second call could have changed."""
    models = (NetworkSection, Page, Group, Collection, Workflow)
    rights = (GroupPagePermission, GroupCollectionPermission, WorkflowPage)
    return [sorted(model.objects.values_list(), key=str) for model in (*models, *rights)]


def test_a_network_is_added_with_all_that_belongs_to_it_and_a_second_call_changes_nothing(
    tree: factories.Tree, django_user_model: Any
) -> None:
    run("add_network", "pl", "--title", "Polish network")

    section = NetworkSection.objects.get(country="PL")
    page = NetworkPage.objects.get(translation_key=section.network_key, alias_of=None)
    assert (page.title, page.slug, page.live) == ("Polish network", "poland", False)
    user = coordinator(section, django_user_model)
    for code in ("en", "fr", "uk", "rom"):
        own = tree.translation_of(page, code)
        assert own.get_parent() == tree.translation_of(tree.networks, code).page_ptr
        assert may_edit(user, own), code
        assert not may_edit(user, tree.translation_of(tree.news, code)), code
        assert own.get_workflow() == section.workflow
    assert section.collection.name == section.group.name == "Coordinators (poland)"
    assert not user.has_perm("network.change_authority")

    before = everything()
    assert run("add_network", "PL") == "Everything is in place; nothing was changed."
    assert run("check_networks") == "Every network has what belongs to it."
    assert everything() == before


def test_drift_is_only_reported_by_a_check_and_then_mended(tree: factories.Tree) -> None:
    page = factories.network_page(tree.networks, slug="greece", country="GR")
    coordinator_group(page)
    section = NetworkSection.objects.get(country="GR")
    whole = [row for rows in everything()[5:] for row in rows]
    others = Permission.objects.get(codename="change_authority")

    section.group.permissions.add(others)
    GroupPagePermission.objects.filter(group=section.group).first().delete()
    GroupPagePermission.objects.create(
        group=section.group, page=tree.news, permission=Permission.objects.get(codename="add_page")
    )
    GroupCollectionPermission.objects.filter(group=section.group).first().delete()
    Collection.objects.filter(pk=section.collection_id).update(name="Pictures")
    section.workflow.deactivate()
    tree.translation_of(page, "fr").delete()

    before = everything()
    with pytest.raises(CommandError):
        run("add_network", "GR", "--check")
    with pytest.raises(CommandError, match="faults"):
        run("check_networks")
    assert everything() == before

    told = run("check_networks", "--fix")
    for words in ("stands in for", "rights", "Coordinators (greece)", "workflow"):
        assert words in told
    assert find_drift(NetworkSection.objects.get(pk=section.pk)) == []
    assert others not in section.group.permissions.all()
    assert len([row for rows in everything()[5:] for row in rows]) == len(whole)


def test_an_old_name_of_the_review_is_renamed_and_one_that_somebody_chose_stays(
    tree: factories.Tree,
) -> None:
    coordinator_group(factories.network_page(tree.networks, slug="ukraine", country="UA"))
    workflow = NetworkSection.objects.get().workflow
    task = workflow.tasks[0]
    names = (workflow.name, task.name)
    assert names == ("Перевірка в розділі «Україна»", "Перевірка координаторами «Україна»")
    workflow.name, task.name = "Review in the section “ukraine”", "Олена перевіряє"
    workflow.save()
    task.save()

    with pytest.raises(CommandError, match="1 fault"):
        run("check_networks")
    assert names[0] in run("check_networks", "--fix")

    workflow.refresh_from_db()
    task.refresh_from_db()
    assert (workflow.name, task.name) == (names[0], "Олена перевіряє")


def test_a_deleted_group_collection_or_workflow_is_made_anew(tree: factories.Tree) -> None:
    coordinator_group(factories.network_page(tree.networks, country="UA"))
    section = NetworkSection.objects.get()
    for thing in (section.group, section.collection, section.workflow):
        thing.delete()
    run("check_networks", "--fix")
    section = NetworkSection.objects.get()
    assert section.group.page_permissions.exists()
    assert section.workflow.workflow_pages.count() == 4


def test_a_page_that_was_there_before_is_taken_over(tree: factories.Tree) -> None:
    page = factories.network_page(tree.networks, slug="ukraine", country="UA")
    older = Group.objects.create(name="Coordinators (ukraine)")
    with pytest.raises(CommandError):
        run("check_networks")

    run("add_network", "UA")

    section = NetworkSection.objects.get()
    assert (section.network_key, section.group) == (page.translation_key, older)
    assert NetworkPage.objects.filter(country="UA").count() == 4


def test_coordinators_write_in_the_languages_given_and_in_no_other(
    tree: factories.Tree, django_user_model: Any
) -> None:
    run("add_network", "UA", "--languages", "uk,en")
    section = NetworkSection.objects.get()
    page = NetworkPage.objects.get(alias_of=None)
    assert page.locale.language_code == "uk"
    user = coordinator(section, django_user_model)

    def languages() -> list[str]:
        return [
            code
            for code in ("en", "fr", "uk", "rom")
            if may_edit(user, tree.translation_of(page, code))
        ]

    assert languages() == ["en", "uk"]
    repair_permissions()
    ensure_aliases(page)
    assert languages() == ["en", "uk"]
    run("add_network", "UA", "--languages", "uk,en,fr")
    assert languages() == ["en", "fr", "uk"]


def test_a_language_that_is_new_to_the_site_is_the_coordinators_too(
    tree: factories.Tree, django_user_model: Any
) -> None:
    page = factories.network_page(tree.networks, country="UA")
    coordinator_group(page)
    section = NetworkSection.objects.get()
    user = coordinator(section, django_user_model)
    greek = Locale.objects.create(language_code="el")
    ensure_aliases(Page.objects.get(pk=page.pk))
    assert may_edit(user, page.get_translation(greek))
    assert find_drift(section) == []


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["XX"], "no country code"),
        (["PL", "--languages", "pl"], "does not have these languages: pl"),
        (["PL", "--slug", "taken"], "another page at the address"),
        (["PL", "--coordinator", "a@b.example\nBcc: c@d.example"], "valid email"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing_behind(
    args: list[str], words: str, tree: factories.Tree
) -> None:
    tree.networks.add_child(instance=Page(title="Other", slug="taken"))
    with pytest.raises(CommandError, match=words):
        run("add_network", *args)
    assert not NetworkSection.objects.exists()
    assert not NetworkPage.objects.exists()


def test_a_retired_network_keeps_its_pages_but_its_coordinators_can_do_nothing(
    tree: factories.Tree,
    django_user_model: Any,
    client: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    page = factories.network_page(tree.networks, title="Greek network", country="GR")
    coordinator_group(page)
    user = coordinator(NetworkSection.objects.get(), django_user_model)
    client.force_login(user)
    edit = f"/admin/pages/{page.pk}/edit/"
    assert client.get(edit).status_code == 200
    assert "no longer active" not in client.get(page.url).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        run("retire_network", "GR")

    assert client.get(edit).status_code == 302
    assert not may_edit(user, page)
    assert not GroupCollectionPermission.objects.filter(group__user=user).exists()
    assert "no longer active" in client.get(page.url).content.decode()
    assert run("retire_network", "GR") == "Nothing was changed."
    with pytest.raises(CommandError, match="Reactivate it first"):
        run("add_network", "GR")

    with django_capture_on_commit_callbacks(execute=True):
        run("retire_network", "GR", "--reactivate")

    assert client.get(edit).status_code == 200
    assert "no longer active" not in client.get(page.url).content.decode()


def test_coordinators_publish_in_their_section_and_translators_submit_to_them(
    tree: factories.Tree, django_user_model: Any
) -> None:
    page = factories.network_page(tree.networks, country="UA")
    coordinator_group(page)
    section = NetworkSection.objects.get()
    french = tree.translation_of(page, "fr")
    olena = coordinator(section, django_user_model)
    translator = django_user_model.objects.create(username="translator")
    add_person(None, tree.locale("fr"), translator, by=None)

    assert not needs_moderation(french, page, olena)
    assert needs_moderation(french, page, translator)
    reviewers = section.workflow.tasks[0].specific.groups.all()
    assert section.group in reviewers
