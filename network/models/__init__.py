from network.models.join import CooperatePage, JoinPage
from network.models.meetings import MeetingPage
from network.models.networks import NetworkFounder, NetworkIndexPage, NetworkPage
from network.models.register import Authority, Membership, Participation, Signature
from network.models.sections import NetworkSection

__all__ = [
    "Authority",
    "CooperatePage",
    "JoinPage",
    "MeetingPage",
    "Membership",
    "NetworkFounder",
    "NetworkIndexPage",
    "NetworkPage",
    "NetworkSection",
    "Participation",
    "Signature",
]
