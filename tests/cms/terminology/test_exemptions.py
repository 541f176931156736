"""Who may let which words pass, where they then pass, and until when."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page

from cms.terminology.exemptions import exemptions_of, grant, revoke
from cms.terminology.findings import findings_in
from cms.terminology.gate import DiscouragedTerms, refuse_blocked
from cms.terminology.models import Exemption
from news.models import NewsPage
from tests import factories
from tests.cms.terminology.gate_samples import WORDS, block_words
from tests.cms.translation.helpers import editor_of, submit, type_strings

pytestmark = pytest.mark.django_db

SUMMARY = f"Some call themselves {WORDS}. Others do not."
SELF = Exemption.Kind.SELF_DESIGNATION


@pytest.fixture
def tree(db: None) -> factories.Tree:
    block_words()
    return factories.site_tree(("en", "fr"))


@pytest.fixture
def draft(tree: factories.Tree) -> NewsPage:
    """A live article whose newest draft has the words."""
    page = factories.news_page(tree.news, title="Who is who")
    page.summary = SUMMARY
    page.save_revision()
    return NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def exempt(page: Any, user: Any = None, reason: str = "They say so.") -> Exemption:
    (placed,) = findings_in(page)
    return grant(page, placed.place.path, placed.finding, SELF, reason, user)


def publish(page: Any) -> Any:
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def test_an_exempted_text_goes_live_and_so_does_its_alias(draft: Any, tree: Any) -> None:
    exempt(draft)
    page = publish(draft)
    assert page.summary == SUMMARY
    alias = tree.translation_of(page, "fr")
    assert alias.summary == SUMMARY
    assert [placed.is_blocking for placed in findings_in(alias)] == [False]


def test_it_lapses_when_its_sentence_changes_and_not_with_another(draft: Any) -> None:
    exempt(draft)
    draft.summary = SUMMARY.replace("Others do not", "Many do not")
    refuse_blocked(draft)
    draft.summary = SUMMARY.replace("Some", "Most")
    with pytest.raises(DiscouragedTerms):
        refuse_blocked(draft)
    draft.summary = SUMMARY
    refuse_blocked(draft)


def test_it_holds_at_its_place_only_and_for_its_words_only(draft: Any, tree: Any) -> None:
    exempt(draft)
    draft.search_description = SUMMARY
    with pytest.raises(DiscouragedTerms) as refusal:
        refuse_blocked(draft)
    assert list(refusal.value.error_dict) == ["search_description"]
    other = factories.news_page(tree.news)
    other.summary = SUMMARY
    with pytest.raises(DiscouragedTerms):
        refuse_blocked(other)


def test_a_translation_needs_its_own(draft: Any, tree: Any) -> None:
    exempt(draft)
    translation = submit(publish(draft), tree.locale("fr"))
    type_strings(translation, summary=SUMMARY)
    with pytest.raises(DiscouragedTerms):
        translation.save_target(publish=True)


def test_taken_back_it_no_longer_lets_pass_and_readers_keep_what_they_have(draft: Any) -> None:
    exemption = exempt(draft)
    page = publish(draft)
    admin = User.objects.create_superuser("admin")
    revoke(page, exemption, admin)
    assert NewsPage.objects.get(pk=page.pk).live
    with pytest.raises(DiscouragedTerms):
        page.save_revision().publish()


def test_coordinators_exempt_in_their_own_section_and_editors_everywhere(
    draft: Any, tree: Any
) -> None:
    network = factories.network_page(tree.networks)
    coordinator = editor_of(network, "coordinator")
    editor = editor_of(Page.objects.get(pk=tree.home.pk), "editor")
    with pytest.raises(PermissionDenied):
        exempt(draft, coordinator)
    own = factories.news_page(network)
    own.summary = SUMMARY
    own.save_revision()
    assert exempt(own, coordinator).granted_by == coordinator
    assert exempt(draft, editor).granted_by == editor
    with pytest.raises(PermissionDenied):
        revoke(draft, exemptions_of(draft).get(), coordinator)
    with pytest.raises(PermissionDenied):
        revoke(own, exemptions_of(draft).get(), coordinator)
    assert exemptions_of(draft).count() == 1


def test_on_snippets_the_right_to_publish_their_kind_decides(tree: Any) -> None:
    note = factories.note(text="<p>The note.</p>")
    note.text = f"<p>Those who call themselves {WORDS}.</p>"
    note.save_revision()
    user = User.objects.create_user("secretary")
    with pytest.raises(PermissionDenied):
        exempt(note, user)
    user.user_permissions.add(Permission.objects.get(codename="publish_terminologynote"))
    exempt(note, User.objects.get(pk=user.pk))
    assert f"themselves {WORDS}." in publish(note).text


def test_without_a_reason_or_on_a_changed_text_nothing_is_granted(draft: Any) -> None:
    with pytest.raises(ValidationError) as error:
        exempt(draft, reason="  ")
    assert list(error.value.error_dict) == ["reason"]
    (placed,) = findings_in(draft)
    draft.summary = f"Today {SUMMARY}"
    with pytest.raises(ValidationError) as error:
        grant(draft, placed.place.path, placed.finding, SELF, "They say so.", None)
    assert list(error.value.error_dict) == ["path"]
    assert not Exemption.objects.exists()


def test_a_second_exemption_of_an_occurrence_replaces_the_first(draft: Any) -> None:
    exempt(draft, reason="First.")
    exempt(draft, reason="Second.")
    assert [exemption.reason for exemption in exemptions_of(draft)] == ["Second."]


def test_the_history_says_who_let_what_pass_why_and_in_which_revision(
    draft: Any, admin_client: Any, admin_user: User
) -> None:
    exemption = exempt(draft, admin_user)
    revoke(draft, exemption, admin_user)
    revoked, granted = log_registry.get_logs_for_instance(draft)[:2]
    for entry, words in (
        (granted, "Lets “Gypsies” pass as self-designation (Summary)"),
        (revoked, "No longer lets “Gypsies” pass as self-designation (Summary)"),
    ):
        assert (entry.user, entry.revision) == (admin_user, draft.latest_revision)
        assert entry.formatter.format_message(entry) == words
    html = admin_client.get(reverse("wagtailadmin_pages:history", args=[draft.pk])).content.decode()
    assert "Lets “Gypsies” pass as self-designation (Summary)" in html
    assert "In “Some call themselves Gypsies.”: They say so." in html


def test_findings_cost_one_query_for_exemptions_however_many_they_are(
    draft: Any, django_assert_num_queries: Any
) -> None:
    exempt(draft)
    findings_in(draft)
    draft.summary = " ".join([SUMMARY] * 30)
    relations = 2  # the rows of topics and countries
    with django_assert_num_queries(1 + relations, exact=False):
        findings_in(draft)
