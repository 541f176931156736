"""How answers travel: compressed, to scripts of other sites, and anew whenever they change."""

import gzip
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from network.models import Participation
from tests import factories
from tests.factories import Tree, network_page, news_page

NEWS = "/api/v1/news"
CONDITIONS = {"if-none-match": "ETag", "if-modified-since": "Last-Modified"}
FRONT_END = "https://front.example.org"


def test_compressed_answer_has_a_strong_etag_of_its_own(tree: Tree, client: Client) -> None:
    news_page(tree.news)
    plain = client.get(NEWS)
    packed = client.get(NEWS, headers={"accept-encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["ETag"].startswith('"')
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain.content)
    for response in (plain, packed):
        assert response.headers["Vary"] == "Accept-Encoding"
    known = {"accept-encoding": "gzip", "if-none-match": packed.headers["ETag"]}
    again = client.get(NEWS, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in again.headers


def test_scripts_of_other_sites_read_the_api_only_where_settings_allow_it(
    tree: Tree, client: Client, settings: Any
) -> None:
    asks = {"origin": FRONT_END}
    before = {**asks, "access-control-request-method": "GET"}
    settings.CMS_API_ALLOWED_ORIGINS = []
    assert "Access-Control-Allow-Origin" not in client.get(NEWS, headers=asks).headers
    assert client.options(NEWS, headers=before).status_code == 405

    settings.CMS_API_ALLOWED_ORIGINS = [FRONT_END]
    allowed = client.get(NEWS, headers=asks)
    assert allowed.headers["Access-Control-Allow-Origin"] == FRONT_END
    assert "Origin" in allowed.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in allowed.headers
    permission = client.options(NEWS, headers=before)
    assert permission.status_code == 204
    assert permission.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    other = client.get(NEWS, headers={"origin": "https://other.example.org"})
    assert "Access-Control-Allow-Origin" not in other.headers
    assert "Origin" in other.headers["Vary"]
    assert client.get(f"{NEWS}?page=0", headers=asks).headers["Access-Control-Allow-Origin"]

    settings.CMS_API_ALLOWED_ORIGINS = ["*"]
    open_to_all = client.get(NEWS, headers=asks)
    assert open_to_all.headers["Access-Control-Allow-Origin"] == "*"
    assert "Origin" not in open_to_all.headers["Vary"]


def test_cookies_and_logins_change_nothing_not_even_a_header(tree: Tree, client: Client) -> None:
    """Django would delete a cookie that it cannot read, and tell caches to tell readers apart."""
    article = news_page(tree.news)
    user = User.objects.create_superuser("admin")
    addresses = [NEWS, f"{NEWS}/{article.pk}", f"{NEWS}?page=0", "/api/v1/nothing"]
    nobodys = {address: client.get(address) for address in addresses}
    signed_in = Client()
    signed_in.force_login(user)
    jars = [
        signed_in.cookies,
        SimpleCookie({"sessionid": "x", "csrftoken": "y"}),
        SimpleCookie({"sessionid": "\"';--" * 20, "django_language": "uk", "messages": "z"}),
    ]
    for jar in jars:
        reader = Client(enforce_csrf_checks=True, headers={"authorization": "Bearer abc"})
        reader.cookies = jar
        for address, expected in nobodys.items():
            found = reader.get(address)
            assert (found.status_code, found.content) == (expected.status_code, expected.content)
            assert dict(found.headers) == dict(expected.headers), (address, jar)
            assert not found.cookies


def publish(page: Page, **fields: Any) -> Callable[[], None]:
    """What publishes `page` with these values, once it is called."""

    def change() -> None:
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision().publish()

    return change


def save(row: Any, **fields: Any) -> Callable[[], None]:
    """What saves `row` with these values, once it is called."""

    def change() -> None:
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()

    return change


def assert_changes(client: Client, change: Callable[[], Any], addresses: list[str]) -> None:
    """Whoever has the answers of before gets them anew, by either validator."""
    before = {address: client.get(address).headers for address in addresses}
    change()
    for address, headers in before.items():
        for condition, validator in CONDITIONS.items():
            after = client.get(address, headers={condition: headers[validator]})
            assert after.status_code == 200, (address, condition)


def test_whatever_an_answer_contains_changes_its_validators(
    tree: Tree, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    picture = factories.image(credit="A. Photographer")
    topic = factories.topic("housing", en="Housing")
    organisation = factories.organisation()
    profile = factories.profile()
    note = factories.note()
    term = factories.term("Roma")
    network = network_page(tree.networks, slug="ukraine", country="UA")
    meeting = factories.meeting_page(network, aliases=False)
    article = news_page(
        tree.news,
        slug="roofs",
        lead_image=picture,
        lead_image_alt="Roofs",
        topics=[topic],
        organisation=organisation,
        countries=["UA"],
    )
    authority = factories.authority(key="lviv", country="UA")
    factories.participation(1, authority=authority)
    redirect = Redirect.objects.create(old_path="/old", redirect_page=article)
    label = topic.labels.get()

    detail = f"{NEWS}/{article.pk}"
    changes: list[tuple[Callable[[], Any], list[str]]] = [
        (
            publish(article, title="Renamed"),
            [NEWS, detail, "/api/v1/pages", "/api/v1/resolve?path=/en/news/roofs/"],
        ),
        (save(picture, credit="Somebody else"), [NEWS, detail]),
        (save(label, label="Homes"), [NEWS, detail, "/api/v1/topics"]),
        (save(organisation, name="The Congress"), [detail, "/api/v1/organisations"]),
        (save(profile, mission="Another mission"), ["/api/v1/furniture"]),
        (
            save(note, head_term="Roma"),
            ["/api/v1/furniture", "/api/v1/terminology/note", "/api/v1/terminology/notes"],
        ),
        (save(term, usage_note="As they call themselves"), ["/api/v1/terminology/terms"]),
        (publish(tree.news, title="What is new"), ["/api/v1/furniture", detail]),
        (
            publish(network, title="The network of Ukraine"),
            ["/api/v1/networks", "/api/v1/networks/ukraine", "/api/v1/countries"],
        ),
        (publish(meeting, place="Kyiv"), ["/api/v1/meetings", f"/api/v1/meetings/{meeting.pk}"]),
        (
            save(authority, name="Lviv"),
            ["/api/v1/authorities", "/api/v1/authorities/lviv", "/api/v1/participants"],
        ),
        (
            lambda: Participation.objects.get().delete(),
            ["/api/v1/furniture", "/api/v1/countries", "/api/v1/participants"],
        ),
        (
            save(redirect, is_permanent=False),
            ["/api/v1/redirects", "/api/v1/resolve?path=/old"],
        ),
        (
            lambda: PageViewRestriction.objects.create(page=article, restriction_type="login"),
            [NEWS, "/api/v1/pages", "/api/v1/redirects"],
        ),
    ]
    for change, addresses in changes:

        def commit(change: Callable[[], Any] = change) -> None:
            with django_capture_on_commit_callbacks(execute=True):
                change()

        assert_changes(client, commit, addresses)
