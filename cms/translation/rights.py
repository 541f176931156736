"""Who may do what with a page or snippet in a language.

On pages Wagtail's rights decide, which are bound to the tree of a language. Snippets have no tree:
here whoever has the model's right works in all languages, and the translators of a language (the
whole site, not a section) on the translations into it.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import DraftStateMixin, Locale, Page, TranslatableMixin
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation

# What translators do with a translation; to add or delete a snippet is not theirs.
TRANSLATORS_ACTIONS = frozenset({"change", "publish"})
ANY_ACTION = frozenset({"add", "change", "delete", "view"})


class TranslatableSnippetPolicy(ModelPermissionPolicy):
    """The model's rights in all languages; beside them, translators change their own language."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return super().user_has_permission(user, action) or (
            action in TRANSLATORS_ACTIONS and bool(languages_of(user))
        )

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: models.Model
    ) -> bool:
        return super().user_has_permission(user, action) or (
            action in TRANSLATORS_ACTIONS
            and instance.locale_id in languages_of(user)  # type: ignore[attr-defined]
            and translations(type(instance)).filter(pk=instance.pk).exists()
        )

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet:
        actions = set(actions)
        if any(
            super(TranslatableSnippetPolicy, self).user_has_permission(user, a) for a in actions
        ):
            return self.model._default_manager.all()
        if not actions & TRANSLATORS_ACTIONS:
            return self.model._default_manager.none()
        return translations(self.model).filter(locale__in=languages_of(user))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet:
        """For an action of translators those of all languages are among the users."""
        users = super().users_with_any_permission(actions)
        if not TRANSLATORS_ACTIONS.intersection(actions):
            return users
        is_translator = Q(
            groups__translator_role__isnull=False, groups__translator_role__section=None
        )
        translators = get_user_model().objects.filter(is_translator, is_active=True)
        return (users | translators.distinct()).distinct()


class PolicyForInstance:
    """A policy whose answers on a model are those on one instance of it.

    For Wagtail's views of one snippet, most of which ask for the right on the model only.
    """

    def __init__(self, policy: Any, instance: models.Model) -> None:
        self.policy = policy
        self.instance = instance

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.policy.user_has_permission_for_instance(user, action, self.instance)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return self.policy.user_has_any_permission_for_instance(user, actions, self.instance)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.policy, name)


def register_policies() -> None:
    """Put the policy in force for all models that are translated but pages; a host's own stays."""
    for model in apps.get_models():
        is_snippet = issubclass(model, TranslatableMixin) and not issubclass(model, Page)
        if is_snippet and policy_registry.get_by_type(model, fallback=False) is None:
            policy_registry.register(model, TranslatableSnippetPolicy(model), exact_class=True)


def languages_of(user: Any) -> frozenset[int]:
    """The ids of the locales into which `user` translates the whole site. Asked once a request."""
    if not user.is_active or user.is_anonymous:
        return frozenset()
    if not hasattr(user, "_translated_locales"):
        roles = user.groups.filter(translator_role__isnull=False, translator_role__section=None)
        user._translated_locales = frozenset(
            roles.values_list("translator_role__locale", flat=True)
        )
    return user._translated_locales


def translations(model: type[models.Model]) -> QuerySet:
    """The instances of a translatable model that are being translated from another language."""
    begun = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale_id=OuterRef("locale_id")
    )
    return model._default_manager.filter(Exists(begun))


def known_to(user: Any, snippets: QuerySet) -> QuerySet:
    """Those of `snippets` that `user` works on, and what is published anyway."""
    policy = policy_registry.get_by_type(snippets.model)
    own = policy.instances_user_has_any_permission_for(user, ANY_ACTION)
    known = Q(pk__in=own.order_by().values("pk"))
    if issubclass(snippets.model, DraftStateMixin):
        known |= Q(live=True)
    return snippets.filter(known)


def may(user: Any, action: str, instance: models.Model) -> bool:
    """Whether `user` has the right to `action` («change», «publish») on a page or snippet."""
    if isinstance(instance, Page):
        rights = instance.permissions_for_user(user)
        return rights.can_publish() if action == "publish" else rights.can_edit()
    if not isinstance(instance, DraftStateMixin):
        action = "change"
    return policy_registry.get(instance).user_has_permission_for_instance(user, action, instance)


def may_read(user: Any, source: models.Model) -> bool:
    """Whether `user` may see what is translated: it is published, or theirs to edit."""
    is_public = not isinstance(source, DraftStateMixin) or source.live
    return is_public or may(user, "change", source)


def may_translate(user: Any, source: Any, locale: Locale) -> bool:
    """Whether `user` may begin or write the version of `source` in `locale`.

    The version that is there decides. Where there is none yet, for a page the version of the page
    above, for a snippet the right to add one, or to translate into the language.
    """
    if isinstance(source, Page) and source.is_root():
        return may(user, "change", source)
    target = source.get_translation_or_none(locale)
    if target is not None:
        return may(user, "change", target)
    if isinstance(source, Page):
        return may_translate(user, source.get_parent(), locale)
    policy = policy_registry.get(source)
    may_add = policy.user_has_permission_for_instance(user, "add", source)
    return may_add or locale.pk in languages_of(user)
