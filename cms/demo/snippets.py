"""Profile, note, organisations, topics and settings of the demonstration."""

from django.db.models import Model
from django.utils import timezone
from wagtail.models import Site

from cms.demo.content import Item, read_rows
from cms.demo.shelf import Shelf
from cms.models import AllianceProfile, FollowLink, Organisation, SiteSettings
from cms.terminology.models import TerminologyNote
from network.models import ConsentText, ConsentWording
from news.models import Topic, TopicLabel

PROFILE_FIELDS = (
    "name",
    "mission",
    "auspices",
    "invitation",
    "contact_name",
    "contact_email",
    "contact_text",
)
# The Alliance's own accounts are not the demonstration's: these addresses belong to nobody.
FOLLOW_LINKS = {
    FollowLink.Service.FACEBOOK: "https://example.org/facebook",
    FollowLink.Service.TWITTER: "https://example.org/twitter",
}


def profile(item: Item, language: str, shelf: Shelf) -> AllianceProfile:
    fields = item.fields(language)
    return AllianceProfile(**{name: fields[name] for name in PROFILE_FIELDS})


def note(item: Item, language: str, shelf: Shelf) -> TerminologyNote:
    fields = item.fields(language)
    return TerminologyNote(
        head_term=fields["head_term"],
        text=rich_text(item, language, shelf),
        source_document=fields["source_document"],
        in_force_from=fields["in_force_from"],
    )


def organisation(item: Item, language: str, shelf: Shelf) -> Organisation:
    fields = item.fields(language)
    return Organisation(
        name=fields["name"],
        acronym=fields["acronym"],
        website=fields["website"],
        description=rich_text(item, language, shelf),
    )


def rich_text(item: Item, language: str, shelf: Shelf) -> str:
    """A body that is running text only."""
    return "".join(block["value"] for block in item.blocks(language, shelf))


def load_consent() -> None:
    """The text that applicants agree to, in the languages that the file has."""
    consent = ConsentText(label="1", published_at=timezone.now())
    consent.wordings = [ConsentWording(**row) for row in read_rows("consent.csv")]
    consent.save()


def load_topics() -> dict[str, Topic]:
    """The topics by slug, with a label for each language that the file has."""
    topics = {}
    for row in read_rows("topics.csv"):
        slug = row.pop("slug")
        topics[slug] = Topic(name=row["en"], slug=slug)
        topics[slug].labels = [
            TopicLabel(language=language, label=label) for language, label in row.items() if label
        ]
        topics[slug].save()
    return topics


def load_settings(site: Site, chosen: Model) -> None:
    """Choose the profile and say that the site is a demonstration."""
    settings = SiteSettings.for_site(site)
    settings.profile = chosen
    settings.is_demonstration = True
    settings.follow_links = [
        FollowLink(service=service, url=url, sort_order=position)
        for position, (service, url) in enumerate(FOLLOW_LINKS.items())
    ]
    settings.save()
