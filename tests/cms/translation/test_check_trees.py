"""`manage.py check_trees` finds what drifted apart between the languages, and mends it."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from cms.translation.aliases import ensure_aliases
from cms.translation.trees.snapshot import Snapshot
from home.models import HomePage
from news.models import NewsPage
from tests import factories
from tests.cms.translation.helpers import fresh, submit, type_strings

pytestmark = pytest.mark.django_db


def check(capsys, *arguments):
    """What the command says of remaining faults; nothing if there are none."""
    capsys.readouterr()
    try:
        call_command("check_trees", *arguments)
    except CommandError:
        return [line for line in capsys.readouterr().out.splitlines() if "Mended" not in line]
    return []


@pytest.fixture
def article(tree):
    return factories.news_page(tree.news, title="Roofs", slug="roofs")


@pytest.fixture
def network(tree):
    return factories.network_page(tree.networks, title="Ukraine", slug="ukraine")


def rows(page):
    """The rows of a page, past all that follows a change."""
    return Page.objects.filter(pk=page.pk)


def lose_an_alias(tree, article, network):
    tree.translation_of(article, "uk").delete()
    return article


def lose_the_source_of_an_alias(tree, article, network):
    alias = tree.translation_of(article, "uk")
    rows(alias).update(alias_of=None)
    return alias


def chain_aliases(tree, article, network):
    alias = tree.translation_of(article, "uk")
    rows(alias).update(alias_of=tree.translation_of(article, "fr"))
    return alias


def move_an_alias(tree, article, network):
    alias = tree.translation_of(article, "uk")
    alias.move(tree.translation_of(network, "uk"), pos="last-child")
    return alias


def move_into_another_language(tree, article, network):
    alias = tree.translation_of(article, "uk")
    alias.move(tree.translation_of(network, "fr"), pos="last-child")
    return alias


def rename_a_section(tree, article, network):
    section = tree.translation_of(tree.news, "uk")
    section.slug = "novyny"
    section.save(clean=False)
    return section


def publish_the_alias_of_a_draft(tree, article, network):
    rows(article).update(live=False)
    return tree.translation_of(article, "uk")


def unpublish_an_alias(tree, article, network):
    alias = tree.translation_of(article, "uk")
    rows(alias).update(live=False)
    return alias


def turn_the_menu_round(tree, article, network):
    home = tree.translation_of(tree.home, "uk")
    last, first = (tree.translation_of(page, "uk") for page in (tree.networks, tree.news))
    last.move(first, pos="left")
    return home


def miscount_children(tree, article, network):
    rows(tree.news).update(numchild=7)
    return tree.news


def record_a_wrong_address(tree, article, network):
    rows(tree.news).update(url_path="/elsewhere/")
    return tree.news


@pytest.mark.parametrize(
    "disturb",
    [
        lose_an_alias,
        lose_the_source_of_an_alias,
        chain_aliases,
        move_an_alias,
        move_into_another_language,
        rename_a_section,
        publish_the_alias_of_a_draft,
        unpublish_an_alias,
        turn_the_menu_round,
        miscount_children,
        record_a_wrong_address,
    ],
)
def test_drift_is_named_and_mended_once(tree, article, network, capsys, disturb):
    before = standing(tree)
    page = disturb(tree, article, network)
    faults = check(capsys)
    assert any(f"{page.pk} “{page.title}”" in fault for fault in faults), faults
    assert check(capsys) == faults, "looking changes nothing"
    assert check(capsys, "--fix") == []
    if disturb is not publish_the_alias_of_a_draft:
        assert standing(tree) == before
    capsys.readouterr()
    call_command("check_trees", "--fix")
    assert "Mended" not in capsys.readouterr().out


def standing(tree):
    """Where every page stands and what it shows, in the order of the tree."""
    return list(
        Page.objects.order_by("url_path").values_list(
            "url_path", "depth", "numchild", "alias_of", "live", "locale"
        )
    ), [
        list(home.get_children().values_list("slug", flat=True))
        for home in tree.home.get_translations(inclusive=True)
    ]


def test_a_tree_that_stands_together_passes(tree, article, network, capsys):
    translation = submit(article, tree.locale("uk"))
    type_strings(translation, title="Дахи")
    translation.save_target(publish=True)
    factories.news_page(tree.translation_of(tree.news, "uk"), slug="novyna")
    call_command("check_trees")
    assert "stand together" in capsys.readouterr().out


def test_a_translation_with_words_of_its_own_is_never_made_an_alias(tree, article, capsys):
    alias = tree.translation_of(article, "uk")
    NewsPage.objects.filter(pk=alias.pk).update(alias_of=None, title="Дахи")
    call_command("check_trees", "--fix")
    assert fresh(alias).alias_of_id is None


def test_what_nobody_can_mend_is_left_for_somebody_to_decide(tree, article, capsys):
    alias = tree.translation_of(article, "uk")
    rows(alias).update(content_type=ContentType.objects.get_for_model(HomePage), alias_of=None)
    submit(article, tree.locale("fr"))
    french = TranslationSource.objects.create(
        object_id=article.translation_key,
        specific_content_type=ContentType.objects.get_for_model(NewsPage),
        locale=tree.locale("rom"),
        object_repr="Roofs",
        content_json="{}",
        schema_version="1",
        last_updated_at=article.last_published_at,
    )
    Translation.objects.create(source=french, target_locale=tree.locale("fr"))
    faults = check(capsys, "--fix")
    assert len(faults) == 2
    assert "another type" in faults[0]
    assert "several languages (en, rom)" in faults[1]
    assert all(fault.endswith("[for you to decide]") for fault in faults)


def test_looking_costs_the_same_for_few_and_many_pages(tree, django_assert_num_queries):
    article = factories.news_page(tree.news)
    ensure_aliases(article)
    Snapshot()
    with django_assert_num_queries(5):
        Snapshot()
