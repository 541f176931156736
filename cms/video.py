"""Video providers whose player may be framed, after a reader's click, in a page of this site."""

import re
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Video:
    """A video on a provider's site: the provider's name and the address of its player."""

    provider: str
    player_url: str


# name, pattern of a video's public address, address of the player that sets no cookie
PROVIDERS = {
    "youtube": (
        "YouTube",
        re.compile(
            r"https://(?:www\.youtube\.com/watch\?v=|youtu\.be/)(?P<id>[\w-]{11})(?:[&?#].*)?"
        ),
        "https://www.youtube-nocookie.com/embed/{id}",
    ),
    "vimeo": (
        "Vimeo",
        re.compile(r"https://vimeo\.com/(?P<id>\d+)(?:[?#].*)?"),
        "https://player.vimeo.com/video/{id}?dnt=1",
    ),
}


def find_provider(url: str) -> Video | None:
    """The video that `url` shows at a provider enabled by CMS_VIDEO_PROVIDERS, or None."""
    for key in settings.CMS_VIDEO_PROVIDERS:
        name, pattern, player = PROVIDERS[key]
        if match := pattern.fullmatch(url):
            return Video(provider=name, player_url=player.format(id=match["id"]))
    return None


def frame_sources() -> list[str]:
    """Origins that the content security policy lets a page frame."""
    origins = []
    for key in settings.CMS_VIDEO_PROVIDERS:
        player = PROVIDERS[key][2]
        origins.append("/".join(player.split("/")[:3]))
    return origins
