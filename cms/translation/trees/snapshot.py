"""All pages at one moment, by place and by kinship; as many queries for any site."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from cms.translation.leading import choose_leader
from cms.translation.moved_alone import moved_alone

READ = (
    "path",
    "depth",
    "numchild",
    "slug",
    "url_path",
    "title",
    "draft_title",
    "locale",
    "translation_key",
    "alias_of",
    "live",
    "show_in_menus",
    "content_type",
    "latest_revision",
)
ROOT_DEPTH = 1


class Snapshot:
    """The pages by place, and by kinship: the versions of one page in all languages."""

    def __init__(self) -> None:
        self.pages = list(Page.objects.order_by("path").only(*READ))
        self.by_pk = {page.pk: page for page in self.pages}
        self.by_path = {page.path: page for page in self.pages}
        self.locales = {locale.pk: locale for locale in Locale.objects.order_by("pk")}
        self.versions: dict[UUID, dict[int, Page]] = defaultdict(dict)
        self.children: dict[str, list[Page]] = defaultdict(list)
        for page in self.pages:
            self.children[page.path[: -Page.steplen]].append(page)
            if page.depth > ROOT_DEPTH:
                self.versions[page.translation_key][page.locale_id] = page
        # The languages that each page is translated from, and into.
        self.sources: dict[UUID, set[int]] = defaultdict(set)
        for key, locale_id in TranslationSource.objects.values_list("object_id", "locale"):
            self.sources[key].add(locale_id)
        self.targets: dict[tuple[UUID, int], list[int]] = defaultdict(list)
        for key, source_id, target_id in Translation.objects.filter(enabled=True).values_list(
            "source__object_id", "source__locale", "target_locale"
        ):
            self.targets[key, target_id].append(source_id)
        self.moved_alone = moved_alone()

    def parent_of(self, page: Page) -> Page | None:
        return self.by_path.get(page.path[: -Page.steplen])

    def home_of(self, page: Page) -> Page | None:
        return self.by_path.get(page.path[: 2 * Page.steplen])

    def leader_of(self, page: Page) -> Page | None:
        """The version that the others follow, None where every version is an alias."""
        versions = self.versions[page.translation_key]
        return choose_leader(list(versions.values()), self.sources[page.translation_key])

    def language_of(self, page: Page) -> str:
        return self.language_codes([page.locale_id])

    def language_codes(self, locale_ids: Any) -> str:
        return ", ".join(sorted(self.locales[pk].language_code for pk in locale_ids))


def stands_in(page: Page, snapshot: Snapshot) -> bool:
    """Whether `page` shows the text of another language."""
    shown = snapshot.by_pk.get(page.alias_of_id)
    return shown is not None and shown.locale_id != page.locale_id


def model_of(page: Page) -> Any:
    """The class of a page, None if the code no longer has it. Without a query."""
    return ContentType.objects.get_for_id(page.content_type_id).model_class()
