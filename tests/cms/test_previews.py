"""Previews in an external front end: what an editor sees there, and what nobody else does."""

import datetime
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.test.utils.form_data import inline_formset, streamfield

from cms.cache import bump_content_version
from cms.front_end import FrontEndValidator
from cms.models import PagePreview, SiteSettings, StandardPage
from cms.models.previews import LIFETIME
from cms.previews import keep
from home.models import HomePage
from network.models import (
    ConsentText,
    ConsentWording,
    CooperatePage,
    JoinPage,
    MeetingPage,
    NetworkPage,
)
from network.models.meetings import MeetingState
from network.models.network_contacts import NetworkCoordinator
from network.models.networks import NetworkFounder
from tests import factories
from tests.cms.test_security import policy
from tests.cms.translation.helpers import article_form, editor_of, submit, type_strings
from tests.factories import Tree

PREVIEWS = 6
FRONT_END = "https://front.example/preview?draft=1"

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(db: None) -> Tree:
    tree = factories.site_tree(("en", "uk"))
    use_front_end(FRONT_END)
    return tree


def use_front_end(address: str) -> None:
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.front_end_url = address
    settings.save()
    bump_content_version()  # a test commits nothing


@pytest.fixture
def editor(tree: Tree, client: Client) -> User:
    """Signed in with `client`; works on the English pages."""
    user = editor_of(tree.home)
    client.force_login(user)
    return user


def token_of(response: HttpResponse) -> str:
    """What a preview of the admin gives to the front end."""
    assert response.status_code == 302
    address = urlsplit(response.headers["Location"])
    assert address[:3] == ("https", "front.example", "/preview")
    query = parse_qs(address.query)
    assert query.pop("draft") == ["1"]
    (token,) = query.pop("token")
    assert query == {}
    return token


def shown(token: str) -> HttpResponse:
    """What the front end, which nobody has signed in to, is answered."""
    return Client().get(f"/api/v1/preview/{token}")


def panel(client: Client, address: str, form: dict[str, Any]) -> str:
    """The token that the preview panel leads to, when the form of the page is filled in so."""
    assert client.post(address, form).json() == {"is_valid": True, "is_available": True}
    return token_of(client.get(address, {"in_preview_panel": "true"}))


def draft_of(client: Client, page: Page) -> str:
    return token_of(client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])))


def test_a_page_that_was_never_saved(client: Client, tree: Tree, editor: User) -> None:
    topic = factories.topic("housing", en="Housing")
    address = reverse("wagtailadmin_pages:preview_on_add", args=["news", "newspage", tree.news.pk])
    countries = inline_formset([{"country": "UA"}, {"country": "GR"}])
    body = streamfield([("heading", {"text": "On roofs", "level": "h2"})])
    form = article_form("Roofs", "roofs", body=body, countries=countries)
    form["topics"] = [topic.pk]

    draft = shown(panel(client, address, form)).json()

    assert (draft["id"], draft["type"], draft["title"]) == (0, "news", "Roofs")
    assert draft["url"] == "http://testserver/en/news/roofs/"
    assert draft["section"]["id"] == tree.news.pk
    assert draft["body"][0]["value"] == {"text": "On roofs", "level": "h2"}
    assert [one["label"] for one in draft["topics"]] == ["Housing"]
    assert [one["code"] for one in draft["countries"]] == ["UA", "GR"]
    assert not Page.objects.filter(slug="roofs").exists()


def test_changes_that_nobody_has_saved(client: Client, tree: Tree, editor: User) -> None:
    article = factories.news_page(tree.news, title="Roofs", slug="roofs")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])

    first = panel(client, address, article_form("Walls", "roofs"))
    assert shown(first).json()["title"] == "Walls"
    second = panel(client, address, article_form("Doors", "roofs"))

    assert shown(second).json()["title"] == "Doors"
    assert shown(first).status_code == 404
    assert Client().get(f"/api/v1/pages/{article.pk}").json()["title"] == "Roofs"


def test_a_draft_translation(client: Client, tree: Tree) -> None:
    article = factories.news_page(tree.news, title="Roofs")
    translation = submit(article, tree.locale("uk"))
    type_strings(translation, title="Дахи")
    address = reverse("cms_translation_preview", args=[translation.pk])
    client.force_login(editor_of(tree.translation_of(tree.home, "uk")))

    draft = shown(token_of(client.get(address))).json()

    target = translation.get_target_instance()
    assert (draft["id"], draft["locale"], draft["title"]) == (target.pk, "uk", "Дахи")
    assert (draft["served_locale"], draft["is_fallback"]) == ("uk", False)
    assert Client().get(f"/api/v1/pages/{target.pk}").json()["title"] == "Roofs"

    client.force_login(editor_of(tree.home, "reads along"))
    assert "Дахи" in client.get(address).text, "who may not edit it sees it on the site itself"


def test_a_published_page_looks_as_the_api_shows_it(
    client: Client, tree: Tree, editor: User
) -> None:
    for page in pages_of_all_kinds(tree):
        draft = shown(draft_of(client, page))
        assert draft.json() == Client().get(f"/api/v1/pages/{page.pk}").json(), page


def pages_of_all_kinds(tree: Tree) -> list[Page]:
    lviv = factories.authority(name="Lviv")
    tivat = factories.authority(name="Tivat")
    body = json.dumps(factories.all_blocks(tree.news))
    article = factories.news_page(
        tree.news,
        body=body,
        lead_image=factories.image(),
        lead_image_alt="Roofs",
        topics=[factories.topic("work", en="Work"), factories.topic("art", en="Art")],
        countries=["UA", "GR"],
        organisation=factories.organisation(),
        aliases=False,
    )
    founder = NetworkFounder(name="Lemberg", kind="city", authority=lviv)
    network = NetworkPage(title="Ukraine", slug="ukraine", country="UA", founders=[founder])
    network.coordinators.add(NetworkCoordinator(name="A. Person", office="Office"))
    network = factories.add_page(tree.networks, network)
    day = datetime.date(2019, 2, 26)
    meeting = MeetingPage(title="First", slug="first", start_date=day, place="Lviv")
    for authority in (tivat, lviv):
        meeting.participants.add(MeetingPage.participants.rel.related_model(authority=authority))
    meeting.articles.add(MeetingPage.articles.rel.related_model(article=article, role="report"))
    about = StandardPage(title="About", slug="about", body=body)
    join = JoinPage(title="Join", slug="join", form_introduction="<p>Before</p>", body=body)
    cooperate = CooperatePage(title="Cooperate", slug="cooperate", recipient_name="A. Person")
    consent = ConsentText(label="2026-1", published_at=timezone.now())
    consent.wordings.add(ConsentWording(language="en", text="<p>We keep it.</p>", agreement="Yes"))
    consent.save()
    return [
        tree.home,
        tree.news,
        tree.networks,
        article,
        network,
        add_cancelled_meeting(tree, network, meeting),
        factories.add_page(tree.home, about, aliases=False),
        factories.add_page(tree.home, join, aliases=False),
        factories.add_page(tree.home, cooperate, aliases=False),
    ]


def add_cancelled_meeting(tree: Tree, network: Page, meeting: MeetingPage) -> Page:
    """`meeting` below `network`, cancelled for a reason that its Ukrainian version alone says."""
    meeting.state = MeetingState.CANCELLED
    meeting = factories.add_page(network, meeting)
    version = tree.translation_of(meeting, "uk")
    version.alias_of = None
    version.cancellation_reason = "Сніг"
    version.save()
    return meeting


def test_a_private_page_for_who_edits_it(client: Client, tree: Tree, editor: User) -> None:
    article = factories.news_page(tree.news, title="Secret")
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    assert Client().get(f"/api/v1/pages/{article.pk}").status_code == 404
    assert shown(draft_of(client, article)).json()["title"] == "Secret"


def test_a_token_is_of_no_use_any_more(client: Client, tree: Tree, editor: User) -> None:
    article = factories.news_page(tree.news, title="Roofs")

    def time_is_over() -> None:
        PagePreview.objects.update(created_at=timezone.now() - LIFETIME)

    def rights_are_withdrawn() -> None:
        editor.groups.clear()

    def account_is_closed() -> None:
        User.objects.filter(pk=editor.pk).update(is_active=False)

    refusals = {shown("x").content}
    groups = list(editor.groups.all())
    for end in (time_is_over, client.logout, rights_are_withdrawn, account_is_closed):
        editor.groups.set(groups)
        client.force_login(editor)
        token = draft_of(client, article)
        assert shown(token).status_code == 200
        end()
        refusals.add(shown(token).content)
    assert len(refusals) == 1, "no refusal tells which it is"
    refusal = shown(token)
    assert refusal.status_code == 404
    assert refusal.headers["Content-Type"] == "application/problem+json"


def test_only_the_token_opens_a_draft(client: Client, tree: Tree, editor: User) -> None:
    token = draft_of(client, factories.news_page(tree.news))
    other = draft_of(client, factories.news_page(tree.news))
    kept = PagePreview.objects.values_list("digest", flat=True)
    changed = token[:-2] + ("AA" if token[-2:] != "AA" else "BB")
    for wrong in (*kept, changed, token.swapcase(), token + other, str(tree.news.pk), "\0", "é"):
        assert shown(wrong).status_code == 404, wrong
    assert {shown(token).status_code, shown(other).status_code} == {200}
    assert token not in str(list(PagePreview.objects.values()))


def test_a_token_is_of_no_use_on_another_site(
    client: Client, tree: Tree, editor: User, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    article = factories.news_page(tree.news)
    form = article_form("Roofs", "roofs")
    address = reverse("wagtailadmin_pages:preview_on_add", args=["news", "newspage", tree.news.pk])
    tokens = (draft_of(client, article), panel(client, address, form))
    root = Page.get_first_root_node().add_child(instance=HomePage(title="Other", slug="other"))
    Site.objects.create(hostname="other.example", root_page=root)
    for token in tokens:
        elsewhere = Client().get(f"/api/v1/preview/{token}", headers={"host": "other.example"})
        assert (elsewhere.status_code, elsewhere.content) == (404, shown("x").content)
        assert shown(token).status_code == 200


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_previews_at_once_one_token_is_of_use(tree: Tree, editor: User) -> None:
    article = factories.news_page(tree.news)
    together = Barrier(PREVIEWS)

    def preview(number: int) -> str:
        together.wait()
        try:
            return keep(article, None, editor)
        finally:
            connection.close()

    with ThreadPoolExecutor(PREVIEWS) as pool:
        tokens = list(pool.map(preview, range(PREVIEWS)))
    assert sorted(shown(token).status_code for token in tokens) == [200] + [404] * (PREVIEWS - 1)


def test_nothing_on_the_way_keeps_or_tells_the_token(
    client: Client, tree: Tree, editor: User
) -> None:
    article = factories.news_page(tree.news)
    address = reverse("wagtailadmin_pages:view_draft", args=[article.pk])
    for response in (client.get(address), shown(draft_of(client, article))):
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "ETag" not in response.headers
    assert shown(draft_of(client, article)).headers["X-Robots-Tag"] == "noindex"


def test_a_draft_without_what_its_type_needs(client: Client, tree: Tree, editor: User) -> None:
    article = factories.news_page(tree.news)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])
    refusal = shown(panel(client, address, article_form("Roofs", "roofs", date="")))
    assert refusal.status_code == 422
    assert refusal.json()["detail"] == "The draft is not complete yet: date."


def test_without_a_front_end_the_site_shows_drafts_itself(
    client: Client, tree: Tree, editor: User
) -> None:
    article = factories.news_page(tree.news, title="Roofs")
    assert policy(client, "/admin/")["frame-src"] == ["'self'", "https://front.example"]
    use_front_end("")
    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[article.pk]))
    assert preview.status_code == 200
    assert "Roofs" in preview.text
    assert policy(client, "/admin/")["frame-src"] == ["'self'"]


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("http://localhost:3000/api/preview", "http://localhost:3000"),
        ("https://[::1]:8443/", "https://[::1]:8443"),
        ("https://приклад.укр/чернетка", "https://xn--80aikifvh.xn--j1amh"),
    ],
)
def test_the_admin_frames_the_front_end_alone(
    client: Client, tree: Tree, address: str, origin: str
) -> None:
    FrontEndValidator()(address)
    use_front_end(address)
    assert policy(client, "/admin/login/")["frame-src"] == ["'self'", origin]


@pytest.mark.parametrize(
    "address",
    [
        "front.example",
        "javascript:alert(1)",
        "ftp://front.example/",
        "https://user:secret@front.example/",
        "https://front.example/#/preview",
        "https://front.example; script-src *",
        "https://front.example/\n",
    ],
)
def test_what_is_no_address_of_a_front_end(address: str) -> None:
    with pytest.raises(ValidationError):
        FrontEndValidator()(address)
