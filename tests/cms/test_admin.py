"""What editors find in the admin."""

import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.models import GroupPagePermission, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from cms.models import StandardPage
from cms.site.groups import coordinator_group, provision_groups
from home.models import HomePage
from network.models import (
    Authority,
    CooperatePage,
    JoinPage,
    MeetingPage,
    NetworkIndexPage,
    NetworkPage,
)
from news.models import NewsIndexPage, NewsPage
from tests import factories

pytestmark = pytest.mark.django_db

PAGE_TYPES = [
    HomePage,
    StandardPage,
    NewsIndexPage,
    NewsPage,
    NetworkIndexPage,
    NetworkPage,
    MeetingPage,
    JoinPage,
    CooperatePage,
]


def login(client: Client, group: Any = None, **fields: Any) -> Any:
    """A signed-in user: of `group`, or a superuser."""
    user = get_user_model().objects.create_user(
        username="somebody", is_superuser=group is None, **fields
    )
    if group is not None:
        user.groups.add(group)
    client.force_login(user)
    return user


def article_form(**fields: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": "A new article",
            "slug": "a-new-article",
            "date": "2019-02-26",
            "date_precision": "day",
            "summary": "",
            "body": streamfield([("paragraph", rich_text("<p>Text</p>"))]),
            "links": streamfield([]),
            "documents": streamfield([]),
            "countries": inline_formset([]),
            "lead_image": "",
            "lead_image_alt": "",
            "comments": inline_formset([]),
            "action-publish": "1",
            **fields,
        }
    )


@pytest.mark.parametrize("page_class", PAGE_TYPES, ids=lambda c: c.__name__)
def test_every_page_type_has_a_form_that_opens(
    page_class: type[Page], tree: factories.Tree, client: Client
) -> None:
    login(client)
    network = factories.network_page(tree.networks)
    parents = {
        HomePage: Page.get_first_root_node(),
        NewsPage: tree.news,
        NetworkPage: tree.networks,
        MeetingPage: network,
    }
    parent = parents.get(page_class, tree.home)
    address = reverse(
        "wagtailadmin_pages:add",
        args=[page_class._meta.app_label, page_class._meta.model_name, parent.pk],
    )
    if page_class in (NewsIndexPage, NetworkIndexPage):
        getattr(tree, "news" if page_class is NewsIndexPage else "networks").delete()
    response = client.get(address)
    assert response.status_code == 200
    assert str(page_class._meta.verbose_name) in response.content.decode().lower()


def test_an_editor_publishes_an_article_with_topics_and_countries(
    tree: factories.Tree, client: Client
) -> None:
    login(client, provision_groups()["editors"])
    housing = factories.topic("housing", en="Housing")
    response = client.post(
        reverse("wagtailadmin_pages:add", args=["news", "newspage", tree.news.pk]),
        {
            **article_form(countries=inline_formset([{"country": "UA", "ORDER": "1"}])),
            "topics": [str(housing.pk)],
        },
    )
    assert response.status_code == 302, response.context["form"].errors
    article = NewsPage.objects.get(title="A new article", locale__language_code="en")
    assert article.live
    assert [row["label"] for row in article.topic_list] == ["Housing"]
    assert article.country_names == ["Ukraine"]


def test_topics_are_offered_in_the_language_of_the_editor(
    tree: factories.Tree, client: Client
) -> None:
    user = login(client)
    UserProfile.objects.create(user=user, preferred_language="fr")
    factories.topic("housing", en="Housing", fr="Logement")
    response = client.get(
        reverse("wagtailadmin_pages:add", args=["news", "newspage", tree.news.pk])
    )
    assert "Logement" in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"event_to": "2014-05-23"}, "event_from"),
        ({"event_from": "2014-05-23", "event_to": "2014-05-22"}, "event_to"),
        ({"corrected_on": "2019-03-01"}, "correction_note"),
    ],
)
def test_an_article_that_contradicts_itself_is_refused_at_the_field(
    fields: dict[str, str], field: str, tree: factories.Tree, client: Client
) -> None:
    login(client)
    response = client.post(
        reverse("wagtailadmin_pages:add", args=["news", "newspage", tree.news.pk]),
        article_form(**fields),
    )
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not NewsPage.objects.filter(title="A new article").exists()


def test_a_lead_image_without_alternative_text_is_refused(
    tree: factories.Tree, client: Client
) -> None:
    login(client)
    response = client.post(
        reverse("wagtailadmin_pages:add", args=["news", "newspage", tree.news.pk]),
        article_form(lead_image=str(factories.image().pk)),
    )
    assert "lead_image_alt" in response.context["form"].errors


def test_a_link_without_address_waits_in_the_report(tree: factories.Tree, client: Client) -> None:
    login(client)
    link = {"label": "ECRI website", "url": "", "page": None}
    factories.news_page(tree.news, title="Waits", links=[{"type": "link", "value": link}])
    full = {**link, "url": "https://example.org/"}
    factories.news_page(tree.news, title="Complete", links=[{"type": "link", "value": full}])
    text = client.get(reverse("cms_links_report")).content.decode()
    assert "Waits" in text
    assert "Complete" not in text


def test_a_picture_past_its_use_is_reported_and_no_longer_offered(
    tree: factories.Tree, client: Client
) -> None:
    login(client)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    factories.image(title="Past its use", use_until=yesterday)
    factories.image(title="Usable")
    report = client.get(reverse("cms_expired_images_report")).content.decode()
    assert "Past its use" in report
    assert "Usable" not in report
    for searched in ({}, {"q": "us"}):
        chooser = client.get(reverse("wagtailimages_chooser:choose"), searched).content.decode()
        assert "Usable" in chooser
        assert "Past its use" not in chooser


def test_a_host_whose_pictures_have_no_last_day_of_use_is_spared_the_report(
    tree: factories.Tree, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    login(client)
    report = reverse("cms_expired_images_report")
    assert report in client.get(reverse("wagtailadmin_home")).content.decode()
    monkeypatch.setattr("cms.reports.get_image_model", lambda: Image)
    assert client.get(report).status_code == 200
    assert report not in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "wagtailsnippets_cms_organisation:add",
        "wagtailsnippets_cms_allianceprofile:add",
        "wagtailsnippets_cms_terminology_terminologynote:add",
        "wagtailsnippets_news_topic:add",
        "register:add",
        "register:index",
    ],
)
def test_the_secretariat_reaches_texts_topics_and_register(
    name: str, tree: factories.Tree, client: Client
) -> None:
    login(client, provision_groups()["secretariat"])
    assert client.get(reverse(name)).status_code == 200


def test_the_register_takes_an_authority_with_its_relations(
    tree: factories.Tree, client: Client
) -> None:
    login(client, provision_groups()["secretariat"])
    form = nested_form_data(
        {
            "name": "Місто Львів",
            "name_language": "uk",
            "key": "lviv",
            "kind": "city",
            "country": "UA",
            "latitude": "49.84",
            "longitude": "24.03",
            "names": inline_formset(
                [{"language": "en", "name": "City of Lviv", "kind": "translation"}]
            ),
            "contact_persons": inline_formset([]),
            "article_links": inline_formset([]),
            "participations": inline_formset([]),
            "memberships": inline_formset([]),
            "signatures": inline_formset([{"signed_on": "2018-07-16"}]),
        }
    )
    response = client.post(reverse("register:add"), form)
    assert response.status_code == 302, response.context["form"].errors
    lviv = Authority.objects.get(key="lviv")
    assert lviv.name_in("en") == "City of Lviv"
    assert lviv.signatures.get().signed_on == datetime.date(2018, 7, 16)
    assert not lviv.participations.exists()


def test_a_translator_edits_the_own_language_only(tree: factories.Tree, client: Client) -> None:
    article = factories.news_page(tree.news)
    french = tree.translation_of(article, "fr")
    user = login(client, provision_groups()["translators-fr"])
    assert french.permissions_for_user(user).can_edit()
    assert not article.permissions_for_user(user).can_edit()
    assert not tree.translation_of(article, "uk").permissions_for_user(user).can_edit()


def test_a_coordinator_edits_the_own_section_in_all_languages_only(
    tree: factories.Tree, client: Client
) -> None:
    ukraine = factories.network_page(tree.networks, country="UA")
    greece = factories.network_page(tree.networks, country="GR")
    provision_groups()
    user = login(client, coordinator_group(ukraine))
    for code in ("en", "fr", "uk"):
        assert tree.translation_of(ukraine, code).permissions_for_user(user).can_edit()
        assert not tree.translation_of(greece, code).permissions_for_user(user).can_edit()
    assert not tree.news.permissions_for_user(user).can_edit()


def test_provisioning_twice_changes_nothing_and_repairs_drift(tree: factories.Tree) -> None:
    groups = provision_groups()
    before = set(GroupPagePermission.objects.values_list("group", "page", "permission"))
    GroupPagePermission.objects.filter(group=groups["editors"]).first().delete()
    provision_groups()
    assert set(GroupPagePermission.objects.values_list("group", "page", "permission")) == before


def test_a_country_has_one_network_and_each_network_coordinators_of_its_own(
    tree: factories.Tree,
) -> None:
    ukraine = factories.network_page(tree.networks, slug="ukraine", country="UA")
    greece = factories.network_page(tree.networks, slug="greece", country="GR")
    again = factories.network_page(tree.networks, slug="zakarpattia", country="UA")
    groups = [coordinator_group(network) for network in (ukraine, greece)]
    assert [group.name for group in groups] == ["Coordinators (ukraine)", "Coordinators (greece)"]
    for network, group in zip((ukraine, greece), groups, strict=True):
        own = network.get_translations(inclusive=True).values_list("pk", flat=True)
        assert set(group.page_permissions.values_list("page", flat=True)) == set(own)
    with pytest.raises(ValidationError, match="has a network already"):
        coordinator_group(again)


@pytest.mark.parametrize("name", ["wagtailimages:add", "wagtaildocs:add"])
def test_editors_and_coordinators_bring_in_pictures_and_documents(
    name: str, tree: factories.Tree, client: Client
) -> None:
    ukraine = factories.network_page(tree.networks, country="UA")
    for number, group in enumerate([provision_groups()["editors"], coordinator_group(ukraine)]):
        user = get_user_model().objects.create_user(username=f"user-{number}")
        user.groups.add(group)
        client.force_login(user)
        assert client.get(reverse(name)).status_code == 200


def test_a_translator_chooses_pictures_but_brings_none_in(
    tree: factories.Tree, client: Client
) -> None:
    login(client, provision_groups()["translators-fr"])
    factories.image(title="A town")
    assert "A town" in client.get(reverse("wagtailimages_chooser:choose")).content.decode()
    assert client.get(reverse("wagtailimages:add")).status_code == 302
