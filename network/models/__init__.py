from network.models.applications import (
    Actor,
    Application,
    ApplicationKind,
    ApplicationState,
    ApplicationTarget,
    StatusLink,
    Transition,
)
from network.models.articles import AuthorityArticle
from network.models.calendar_entries import CalendarEntry
from network.models.casework import ApplicationCheck, ApplicationNote, CheckItem
from network.models.consent import ConsentText, ConsentWording
from network.models.contacts import ContactPerson
from network.models.history import RelationChange, RelationKind, RelationState
from network.models.join import CooperatePage, JoinPage
from network.models.letters import Letter, LetterKind
from network.models.limits import UseCount
from network.models.meeting_rows import MeetingArticle, MeetingParticipant
from network.models.meetings import MeetingPage, MeetingState
from network.models.network_contacts import NetworkCoordinator
from network.models.networks import NetworkFounder, NetworkIndexPage, NetworkPage
from network.models.numbers import ParticipantNumbers
from network.models.personal_data import PersonalDataLog
from network.models.register import Authority, AuthorityName
from network.models.relations import Membership, Participation, Signature
from network.models.sections import NetworkSection
from network.models.uploads import RegisterUpload

__all__ = [
    "Actor",
    "Application",
    "ApplicationCheck",
    "ApplicationKind",
    "ApplicationNote",
    "ApplicationState",
    "ApplicationTarget",
    "Authority",
    "AuthorityArticle",
    "AuthorityName",
    "CheckItem",
    "ConsentText",
    "ConsentWording",
    "CalendarEntry",
    "ContactPerson",
    "CooperatePage",
    "JoinPage",
    "Letter",
    "LetterKind",
    "MeetingArticle",
    "MeetingPage",
    "MeetingParticipant",
    "MeetingState",
    "Membership",
    "NetworkCoordinator",
    "NetworkFounder",
    "NetworkIndexPage",
    "NetworkPage",
    "NetworkSection",
    "ParticipantNumbers",
    "Participation",
    "PersonalDataLog",
    "RegisterUpload",
    "RelationChange",
    "RelationKind",
    "RelationState",
    "Signature",
    "StatusLink",
    "Transition",
    "UseCount",
]
