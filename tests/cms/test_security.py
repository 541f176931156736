"""Headers and settings that protect readers and editors."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from cms.models import SiteSettings
from tests import factories
from tests.factories import Tree

INLINE_SCRIPT_TYPES = {"application/json", "application/ld+json"}


def policy(client: Client, path: str) -> dict[str, list[str]]:
    header = client.get(path).headers["Content-Security-Policy"]
    return {part.split()[0]: part.split()[1:] for part in header.split(";")}


def public_paths(tree: Tree) -> Iterator[str]:
    """An address of every kind of public page."""
    factories.profile()
    factories.note()
    article = factories.news_page(
        tree.news,
        body=factories.all_blocks(tree.news),
        lead_image=factories.image(),
        lead_image_alt="A town",
        organisation=factories.organisation(),
    )
    network = factories.network_page(tree.networks)
    meeting = factories.meeting_page(network)
    locked = factories.news_page(tree.news)
    PageViewRestriction.objects.create(
        page=locked, restriction_type=PageViewRestriction.PASSWORD, password="open"
    )
    yield from ("/en/", "/en/news/", "/en/networks/", "/en/missing/", "/en/_util/login/")
    yield from (article.url, network.url, meeting.url, locked.url)


def test_public_pages_run_and_style_nothing_inline(tree: Tree, client: Client) -> None:
    for path in public_paths(tree):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        for script in page.select("script:not([src])"):
            assert script.get("type") in INLINE_SCRIPT_TYPES, path
        assert not page.select("style, [style]"), path
        handlers = [
            name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")
        ]
        assert not handlers, path


def test_an_editor_sees_public_pages_without_anything_inline_either(
    tree: Tree, client: Client
) -> None:
    client.force_login(get_user_model().objects.create_superuser("admin"))

    page = BeautifulSoup(client.get("/en/").content, "html.parser")

    assert page.select("wagtail-userbar")
    for script in page.select("script:not([src])"):
        assert script.get("type") in INLINE_SCRIPT_TYPES


def test_the_policy_of_public_pages_allows_this_host_only(tree: Tree, client: Client) -> None:
    for path in public_paths(tree):
        rules = policy(client, path)
        assert rules["default-src"] == ["'none'"]
        for directive in ("script-src", "style-src", "font-src", "connect-src", "form-action"):
            assert rules[directive] == ["'self'"], path
        assert rules["frame-ancestors"] == ["'self'"]
        assert rules["base-uri"] == rules["object-src"] == ["'none'"]


def test_only_the_configured_providers_of_videos_may_be_framed(tree: Tree, settings: Any) -> None:
    assert policy(Client(), "/en/")["frame-src"] == [
        "https://www.youtube-nocookie.com",
        "https://player.vimeo.com",
    ]
    settings.CMS_VIDEO_PROVIDERS = []
    assert policy(Client(), "/en/")["frame-src"] == ["'none'"]


def test_the_admin_has_a_policy_of_its_own(tree: Tree, client: Client) -> None:
    rules = policy(client, "/admin/login/")

    assert "'unsafe-inline'" in rules["script-src"]
    assert rules["default-src"] == rules["frame-ancestors"] == ["'self'"]
    assert not [source for sources in rules.values() for source in sources if "http" in source]


@pytest.mark.parametrize(
    "path", ["/en/", "/en/missing/", "/admin/login/", "/en/news/feed/", "/robots.txt", "/healthz"]
)
def test_every_answer_carries_the_headers(tree: Tree, client: Client, path: str) -> None:
    headers = client.get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Content-Security-Policy" in headers


def test_a_visit_leaves_no_cookie(tree: Tree, client: Client) -> None:
    for path in ("/", "/en/", "/en/news/", "/en/missing/", "/en/news/feed/"):
        assert not client.get(path).cookies, path


def test_a_demonstration_says_so_and_sends_no_mail(
    tree: Tree, client: Client, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "cms.mail.EmailBackend"
    site_settings = SiteSettings.for_site(Site.objects.get())
    mail.EmailMessage("Before", "", None, ["a@example.org"]).send()
    site_settings.is_demonstration = True
    site_settings.save()

    mail.EmailMessage("After", "", None, ["a@example.org"]).send()

    assert "Demonstration, not the Council of Europe" in client.get("/en/").content.decode()
    assert [message.subject for message in mail.outbox] == ["Before"]


def in_production(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python on production settings with nothing but `environment`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        env={**kept, "DJANGO_SETTINGS_MODULE": "cms.settings.production", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


ENVIRONMENT = {
    "SECRET_KEY": "for-this-test-only-gW7pZ4vQ9sT2xK6mB3nR8cY5dF1hJ0aLeU",
    "ALLOWED_HOSTS": "www.example.org",
    "DATABASE_URL": "sqlite://:memory:",
}


@pytest.mark.parametrize("lacking", [["SECRET_KEY"], ["ALLOWED_HOSTS", "DATABASE_URL"]])
def test_production_does_not_start_without_what_it_needs_and_names_it(lacking: list[str]) -> None:
    given = {name: value for name, value in ENVIRONMENT.items() if name not in lacking}

    result = in_production("-c", "import cms.wsgi", **given)

    assert result.returncode != 0
    for name in ENVIRONMENT:
        assert (f"{name} (" in result.stderr) == (name in lacking)


def test_production_passes_its_deployment_checks() -> None:
    check = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    result = in_production(*check, **ENVIRONMENT)

    assert result.returncode == 0, result.stderr
    assert re.search(r"no issues", result.stdout)
