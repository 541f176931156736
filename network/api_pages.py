"""The pages of the networks, on joining and on cooperating, among the pages of the API."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from cms.apikit.block_schemas import Html
from cms.apikit.content import Content
from cms.apikit.page_types import PageType, register
from cms.apikit.texts import IntroducedPage, TextPage, introduced, text_page_type, texts
from network.api import Network, draft_network, read_network
from network.forms_api import InvitationForm, html_of_form, invitation_form
from network.meetings_api import draft_meeting, read_meeting
from network.meetings_schemas import Meeting
from network.models import (
    CooperatePage,
    JoinPage,
    MeetingPage,
    NetworkIndexPage,
    NetworkPage,
)
from network.models.join import InvitationPage


class NetworkIndex(IntroducedPage):
    """The page that lists the national networks; `/networks` has them."""

    type: Literal["network_index"]
    calendar_url: str = Field(description="The meetings of all networks as an iCalendar file")


def index_fields(page: NetworkIndexPage, content: Content) -> dict[str, Any]:
    """The own fields of NetworkIndex."""
    url = content.addresses.page(page) or ""
    return {**introduced(page, content), "calendar_url": f"{url}calendar.ics"}


class Recipient(BaseModel):
    """To whom to write; what is not said is empty."""

    name: str
    email: str


class Invitation(TextPage):
    """A page that invites to write, with a form that is sent on the page itself."""

    recipient: Recipient
    form_title: str
    form_introduction: Html
    form: InvitationForm | None = Field(description="None while the site takes none")


class Join(Invitation):
    """How a local or regional authority joins."""

    type: Literal["join"]


class Cooperate(Invitation):
    """How a non-governmental organisation cooperates."""

    type: Literal["cooperate"]


def invitation_fields(page: InvitationPage, content: Content) -> dict[str, Any]:
    """The own fields of Invitation."""
    return {
        **texts(page, content),
        "recipient": Recipient(name=page.recipient_name, email=page.recipient_email),
        "form_title": page.form_title,
        "form_introduction": content.html(page.form_introduction),
        "form": invitation_form(page, content),
    }


register(PageType("meeting", MeetingPage, Meeting, read_meeting, draft_meeting))
register(PageType("network", NetworkPage, Network, read_network, draft_network))
register(text_page_type("network_index", NetworkIndexPage, NetworkIndex, index_fields))
register(text_page_type("join", JoinPage, Join, invitation_fields, html_of_form))
register(text_page_type("cooperate", CooperatePage, Cooperate, invitation_fields, html_of_form))
