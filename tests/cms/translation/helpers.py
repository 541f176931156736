"""What several tests of translation need."""

from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object


def submit(source: Any, locale: Locale) -> Translation:
    """Begin a translation, as the button «Translate this page» does."""
    translate_object(source, [locale])
    return Translation.objects.get(source__object_id=source.translation_key, target_locale=locale)


def type_strings(translation: Translation, **texts: str) -> None:
    """Translate the strings of `translation`: by path where given, else marked with ⟦⟧."""
    for segment in StringSegment.objects.filter(source=translation.source).select_related():
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": texts.get(segment.context.path, f"⟦{segment.string.data}⟧")},
        )


def fresh(page: Any) -> Any:
    """The page as the database has it now."""
    return Page.objects.get(pk=page.pk).specific


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def editor_of(page: Page, name: str = "somebody") -> User:
    """A user who may enter the admin, and edit and publish `page` and what stands below it."""
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    group.permissions.add(Permission.objects.get(codename="submit_translation"))
    for codename in ("add_page", "change_page", "publish_page"):
        grant(group, page, codename)
    user = User.objects.create_user(name, password=name)
    user.groups.add(group)
    return user


def grant(group: Group, page: Page, codename: str) -> None:
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
    GroupPagePermission.objects.create(group=group, page=page, permission=permission)


def messages_of(response: Any) -> str:
    """What the admin told the user, after a redirect or not."""
    return " ".join(str(message) for message in response.context["messages"])


def article_form(title: str, slug: str, **fields: str) -> dict[str, Any]:
    """What the admin posts when somebody publishes an article."""
    return nested_form_data(
        {
            "title": title,
            "slug": slug,
            "date": "2019-02-26",
            "date_precision": "day",
            "body": streamfield([]),
            "links": streamfield([]),
            "documents": streamfield([]),
            "countries": inline_formset([]),
            "action-publish": "1",
            **fields,
        }
    )
