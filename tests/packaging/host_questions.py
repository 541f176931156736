"""Runs in the host project (`manage.py shell`): asks it what a reader, a program and an editor ask.

Prints one JSON object: the answers by address, and what the admin answers a superuser.
"""

import datetime
import json
import re
from io import BytesIO
from unittest.mock import patch

from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from django.test import Client
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.images import get_image_model
from wagtail.models import Locale

from cms.models import SiteSettings
from cms.webhooks.models import Endpoint
from network.models import NetworkPage
from news.models import NewsPage

READERS = [
    "/en/",
    "/fr/",
    "/en/news/our-first-article/",
    "/fr/news/our-first-article/",
    "/uk/news/our-first-article/",
    "/api/v1/news?locale=en",
    "/api/v1/news?locale=fr",
    "/api/v1/search?q=first&locale=en",
    "/api/v1/preview/unknown",
    "/en/search/?q=first",
    "/en/news/feed/",
    "/en/networks/ukraine/",
    "/en/networks/ukraine/calendar.ics",
    "/en/authorities/",
    "/en/authorities/statistics/",
    "/en/authorities/country/ua/",
    "/en/join/",
    "/en/terminology/",
    "/en/accessibility/",
    "/en/design/",
    "/sitemap.xml",
]
EDITORS = [
    "/admin/",
    "/admin/register/",
    "/admin/applications/",
    "/admin/reports/translations-state/",
    "/admin/concepts/",
    "/admin/webhooks/",
    "/admin/settings/cms/sitesettings/",
    "/admin/snippets/cms/organisation/",
]


def give_picture(article: NewsPage) -> None:
    """A picture of the host's own model, which asks for a photographer."""
    drawn = BytesIO()
    Drawing.new("RGB", (1200, 800), "teal").save(drawn, "JPEG")
    file = ImageFile(drawn, name="harbour.jpg")
    article.lead_image = get_image_model().objects.create(
        title="Harbour", photographer="A. Host", file=file
    )


def translate(article: NewsPage, locale: Locale) -> None:
    """A text of its own in place of the page that stands in."""
    translation = article.get_translation(locale).specific
    translation.alias_of = None
    translation.title = translation.draft_title = "Notre premier article"
    translation.save()
    translation.save_revision().publish()


def apply(client: Client) -> list[object]:
    """What an authority is answered that fills in the form on joining and takes ten minutes."""
    found = re.findall(r'name="(seal|consent_shown)" value="([^"]+)"', client.get("/en/join/").text)
    form = {
        **dict(found),
        "authority_name": "Mistarion",
        "authority_kind": "city",
        "country": "GR",
        "target": "alliance",
        "reason": "We want to.",
        "person_name": "A. Mayor",
        "person_role": "Mayor",
        "email": "mayor@town.example",
        "language": "en",
        "agree": "on",
    }
    later = timezone.now() + datetime.timedelta(minutes=10)
    with patch("time.time", later.timestamp):
        answer = client.post("/en/join/", form)
    return [answer.status_code, answer.headers.get("Location") or answer.text]


def preview(editor: Client, page: NewsPage) -> dict[str, list[object]]:
    """A draft in an external front end."""
    settings = SiteSettings.for_site(page.get_site())
    settings.front_end_url = "https://front.example/preview"
    settings.save()
    page.title = "A draft"
    page.save_revision()
    led = editor.get(f"/admin/pages/{page.pk}/view_draft/").headers["Location"]
    token = led.removeprefix("https://front.example/preview?token=")
    return {"preview": ask(Client(), [f"/api/v1/preview/{token}"]).popitem()[1]}


def ask(client: Client, paths: list[str]) -> dict[str, list[object]]:
    answers = {}
    for path in paths:
        answer = client.get(path, follow=path.startswith("/admin"))
        answers[path] = [answer.status_code, b"".join(answer).decode()]
    return answers


def main(receiver: str) -> None:
    Endpoint.objects.create(name="Receiver", url=receiver, event_types=["page.published"])
    article = NewsPage.objects.get(slug="our-first-article", locale__language_code="en")
    give_picture(article)
    article.lead_image_alt = "A harbour"
    article.save_revision().publish()
    NetworkPage.objects.get(slug="ukraine", locale__language_code="en").save_revision().publish()
    translate(article, Locale.objects.get(language_code="fr"))
    answers = ask(Client(headers={"accept-language": "en"}), READERS)
    editor = Client()
    editor.force_login(get_user_model().objects.create_superuser("root", password="root"))
    answers |= ask(editor, EDITORS)
    answers |= ask(editor, [f"/admin/pages/{article.pk}/edit/"])
    answers |= {"apply": apply(Client())}
    answers |= preview(editor, article)
    print(json.dumps({"answers": answers, "image_model": get_image_model()._meta.label}))
