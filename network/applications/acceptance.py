"""What accepting an application does: the authority in the register, its relation, its article.

All of it happens in the transaction that changes the state, so that there is either everything
or nothing. The letter to the applicant is the transition's (`network.applications.letters`).
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from network.applications.announcement import draft_announcement
from network.applications.duplicates import candidates
from network.applications.names import add_names
from network.applications.numbers import lock_numbers, next_number
from network.applications.transitions import NotAllowed, move, on_enter
from network.models import (
    Authority,
    ContactPerson,
    Membership,
    NetworkPage,
    Participation,
    RelationState,
)
from network.models.applications import (
    Actor,
    Application,
    ApplicationKind,
    ApplicationState,
    ApplicationTarget,
    Transition,
)
from network.models.kinds import AuthorityKind
from network.register_admin.keys import new_key
from network.relations import change_state, record_beginning

NO_NETWORK = UUID(int=0)
NO_NAMES: Mapping[str, str] = MappingProxyType({})


@transaction.atomic
def accept(
    application_pk: int,
    *,
    authority: Authority | None,
    seen: Collection[int],
    by: Any,
    actor: Actor,
    reason: str = "",
    name_language: str = "",
    names: Mapping[str, str] = NO_NAMES,
) -> Application:
    """Accept an application that is about `authority`, None for one that the register lacks.

    `name_language` is that of the official name, `names` are those in other languages, which the
    register gets where it has none; both by BCP 47 codes. `seen` are the keys of the authorities
    that whoever decides could choose from. Raises NotAllowed, having changed nothing, where there
    are others now, and as `move` does.
    """
    application = Application.objects.select_for_update().get(pk=application_pk)
    # One acceptance after the other: the second sees the authority that the first has made.
    lock_numbers()
    if authority is None and {one.pk for one in candidates(application)} - set(seen):
        raise NotAllowed(_("Meanwhile the register has an authority with such a name: look again."))
    application.authority_name_language = name_language or application.authority_name_language
    if application.kind == ApplicationKind.AUTHORITY:
        authority = authority or make_authority(application)
        add_names(authority, names)
    application.authority = authority
    application.save(update_fields=["authority", "authority_name_language"])
    return move(application_pk, ApplicationState.ACCEPTED, by=by, actor=actor, reason=reason)


def enter_register(application: Application, change: Transition) -> None:
    """Bring an application that is being accepted into the register, in its transaction.

    Its `authority` is the one that it was found to be about; without one a new authority is made.
    Raises NotAllowed where the authority takes part already or the network is gone.
    """
    if application.kind == ApplicationKind.ORGANISATION:
        return  # the register is of authorities
    lock_numbers()
    authority = application.authority or make_authority(application)
    if application.target == ApplicationTarget.NETWORK:
        join_network(authority, application.network_key, change)
    else:
        application.participation = join_alliance(authority, change)
        draft_announcement(application.participation, by=change.by)
    application.authority = authority
    application.save(update_fields=["authority", "participation"])
    keep_contact(authority, application)


def make_authority(application: Application) -> Authority:
    """A new row of the register with what the applicant has said about the authority."""
    return Authority.objects.create(
        key=new_key(
            application.country, application.authority_name, application.authority_name_language
        ),
        name=application.authority_name,
        name_language=application.authority_name_language,
        kind=application.authority_kind or AuthorityKind.OTHER,
        country=application.country,
        website=application.website,
        population=application.population,
    )


def join_alliance(authority: Authority, change: Transition) -> Participation:
    """The authority's participation with the next number; who withdrew once gets a new one."""
    current = authority.participations.exclude(state=RelationState.WITHDRAWN).first()
    if current is not None:
        raise NotAllowed(
            _("%(name)s is in the register as participant %(number)s already.")
            % {"name": authority.name, "number": current.number}
        )
    today = timezone.localdate()
    participation = Participation.objects.create(
        authority=authority, number=next_number(), joined_on=today
    )
    record_beginning(participation, on=today, by=change.by, reason=change.reason)
    return participation


def join_network(authority: Authority, network_key: UUID | None, change: Transition) -> Membership:
    """The authority's membership of the network; one that it has left begins again."""
    networks = NetworkPage.objects.filter(translation_key=network_key or NO_NETWORK)
    network = networks.order_by(F("alias_of").asc(nulls_first=True), "pk").first()
    if network is None:
        raise NotAllowed(_("The national network does not exist any more."))
    today = timezone.localdate()
    membership = Membership.objects.filter(
        authority=authority,
        network__translation_key=network.translation_key,
        role=Membership.Role.MEMBER,
    ).first()
    if membership is None:
        membership = Membership.objects.create(
            authority=authority, network=network, joined_on=today
        )
        record_beginning(membership, on=today, by=change.by, reason=change.reason)
    elif membership.state == RelationState.WITHDRAWN:
        change_state(membership, RelationState.ACTIVE, on=today, by=change.by, reason=change.reason)
    else:
        raise NotAllowed(
            _("%(name)s is in the register as a member of this network already.")
            % {"name": authority.name}
        )
    return membership


def keep_contact(authority: Authority, application: Application) -> None:
    """From now on the register has the person to write to, once."""
    contacts = ContactPerson.objects.filter(authority=authority)
    # An office's address may be that of several persons.
    if contacts.filter(email__iexact=application.email).exists():
        return
    ContactPerson.objects.create(
        authority=authority,
        email=application.email,
        name=application.person_name,
        office=application.person_role or application.office,
        phone=application.phone,
        language=application.language,
    )


def connect() -> None:
    """Let acceptance do all of this; called once, when the app registry is ready."""
    on_enter(ApplicationState.ACCEPTED)(enter_register)
