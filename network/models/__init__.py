from network.models.contacts import ContactPerson
from network.models.history import RelationChange, RelationKind, RelationState
from network.models.join import CooperatePage, JoinPage
from network.models.meetings import MeetingPage
from network.models.networks import NetworkFounder, NetworkIndexPage, NetworkPage
from network.models.register import Authority, AuthorityName
from network.models.relations import Membership, Participation, Signature
from network.models.sections import NetworkSection

__all__ = [
    "Authority",
    "AuthorityName",
    "ContactPerson",
    "CooperatePage",
    "JoinPage",
    "MeetingPage",
    "Membership",
    "NetworkFounder",
    "NetworkIndexPage",
    "NetworkPage",
    "NetworkSection",
    "Participation",
    "RelationChange",
    "RelationKind",
    "RelationState",
    "Signature",
]
