"""Lets discouraged words pass in one sentence: a quotation, or what people call themselves.

Who may publish a page or snippet may grant an exemption on it and take it back; both stand in its
history. It holds for that page or snippet and for the aliases that repeat it, not for translations
and copies: these are other texts.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision, RevisionMixin
from wagtail.permissions import policy_registry

from cms.terminology.matching import Finding
from cms.terminology.models import Exemption
from cms.terminology.places import Place, places_of
from cms.terminology.sentences import digest, sentence_at

GRANTED = "cms_terminology.exemption_granted"
REVOKED = "cms_terminology.exemption_revoked"


def may_exempt(user: Any, instance: models.Model) -> bool:
    """Whether `user` may say what passes in `instance`: who publishes it may."""
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_publish()
    policy = policy_registry.get(instance)
    return policy.user_has_permission_for_instance(user, "publish", instance)


def exemptions_of(instance: models.Model) -> models.QuerySet[Exemption]:
    """All exemptions granted on `instance`, or on the page whose words it shows as an alias.

    Those among them whose sentence has changed are kept, and let nothing pass.
    """
    return Exemption.objects.filter(**key_of(instance))


@transaction.atomic
def grant(
    instance: models.Model, path: str, finding: Finding, kind: str, reason: str, user: Any
) -> Exemption:
    """Let `finding` pass, which was found in the text at `path` of `instance` as it is in memory.

    `kind` is one of Exemption.Kind. `user` is None for texts that come in with an import. A second
    exemption of the same occurrence takes the place of the first. Raises PermissionDenied, and
    ValidationError with an `error_dict` where kind or reason are missing or the text reads
    differently by now.
    """
    if user is not None and not may_exempt(user, instance):
        raise PermissionDenied
    place = find_place(instance, path, finding)
    sentence = sentence_at(place.text, finding.start, finding.end)
    granted = Exemption(
        **key_of(instance),
        path=path,
        words=finding.match,
        sentence=sentence,
        sentence_digest=digest(sentence),
        kind=kind,
        reason=reason.strip(),
        granted_by=user,
        revision=latest_revision(instance),
    )
    granted.clean_fields(exclude=["granted_by", "revision"])
    exemptions_of(instance).filter(
        path=path, words=granted.words, sentence_digest=granted.sentence_digest
    ).delete()
    granted.save()
    write_history(GRANTED, instance, granted, user, place.label)
    return granted


@transaction.atomic
def revoke(instance: models.Model, exemption: Exemption, user: Any) -> None:
    """Take `exemption` back, which was granted on `instance`: the next publication is refused.

    Raises PermissionDenied, also for an exemption of something else.
    """
    if not may_exempt(user, instance):
        raise PermissionDenied
    if not exemptions_of(instance).filter(pk=exemption.pk).exists():
        raise PermissionDenied
    labels = {place.path: place.label for place in places_of(instance)}
    write_history(REVOKED, instance, exemption, user, labels.get(exemption.path, exemption.path))
    exemption.delete()


def find_place(instance: models.Model, path: str, finding: Finding) -> Place:
    """The place at `path`; ValidationError unless the words of `finding` are still in it."""
    for place in places_of(instance):
        if place.path == path and place.text[finding.start : finding.end] == finding.match:
            return place
    raise ValidationError(
        {"path": _("The text has changed meanwhile. Look at the findings again, please.")}
    )


class Grants:
    """All exemptions of the site, read in one query, for those who look at many texts."""

    def __init__(self) -> None:
        self.granted = set(
            Exemption.objects.values_list(
                "content_type_id", "object_id", "path", "sentence_digest", "words"
            )
        )

    def cover(self, instance: models.Model, path: str, sentence: str, words: str) -> bool:
        """Whether `words` may stand in `sentence` at `path` of `instance`."""
        key = key_of(instance)
        occurrence = (path, digest(sentence), words)
        return (key["content_type"].pk, key["object_id"], *occurrence) in self.granted


def key_of(instance: models.Model) -> dict[str, Any]:
    """What exemptions of `instance` are stored under."""
    if isinstance(instance, RevisionMixin):
        content_type = instance.get_base_content_type()
    else:
        content_type = ContentType.objects.get_for_model(instance)
    shown = getattr(instance, "alias_of_id", None) or instance.pk
    return {"content_type": content_type, "object_id": str(shown)}


def latest_revision(instance: models.Model) -> Revision | None:
    return instance.latest_revision if isinstance(instance, RevisionMixin) else None


def write_history(action: str, instance: Any, exemption: Exemption, user: Any, label: str) -> None:
    """Write into the history of `instance` who let which words pass, why, in which revision."""
    log(
        instance,
        action,
        user=user,
        revision=latest_revision(instance),
        data={
            "words": exemption.words,
            "sentence": exemption.sentence,
            "place": {"path": exemption.path, "label": label},
            "kind": exemption.kind,
            "reason": exemption.reason,
        },
    )
