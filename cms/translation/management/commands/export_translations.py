"""`manage.py export_translations fr -o texts.xlf`: what a translation agency is sent."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from cms.translation.exchange.collect import Job, begun, collect, target_of
from cms.translation.exchange.files import FORMATS
from cms.translation.exchange.packing import write
from cms.translation.exchange.safety import RefusedFile


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Writes the translations into a language, as far as begun, into a file for an agency."
        )
        parser.add_argument("language", help=_("code of the target language, such as fr"))
        parser.add_argument("-o", "--output", type=Path, required=True, help=_("file to write"))
        parser.add_argument("--format", choices=list(FORMATS), default="xliff")
        parser.add_argument(
            "--source", help=_("code of the source language, where there are several")
        )
        parser.add_argument(
            "--page", type=int, help=_("only the page with this id and the pages below it")
        )
        parser.add_argument(
            "--unfinished", action="store_true", help=_("only what is not translated yet")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        jobs = (Job(translation, target_of(translation)) for translation in chosen(options))
        batches = collect(jobs, options["unfinished"])
        if not batches:
            raise CommandError(_("There is nothing to export."))
        if len(batches) > 1:
            languages = ", ".join(batch.source_language for batch in batches)
            raise CommandError(
                _("There are several source languages (%(languages)s): choose one with --source.")
                % {"languages": languages}
            )
        try:
            content = write(batches[0], options["format"])
            options["output"].write_bytes(content)
        except (RefusedFile, OSError) as error:
            raise CommandError(str(error)) from error
        count = sum(len(document.units) for document in batches[0].documents)
        message = ngettext("%(count)d text exported.", "%(count)d texts exported.", count)
        self.stdout.write(message % {"count": count})


def chosen(options: dict[str, Any]) -> list[Translation]:
    """The translations that the options name. Raises CommandError for what the site lacks."""
    locale = Locale.objects.filter(language_code=options["language"]).first()
    if locale is None:
        raise CommandError(
            _("This site has no language “%(language)s”.") % {"language": options["language"]}
        )
    translations = begun(chosen_keys(options["page"]), locale)
    if options["source"]:
        translations = translations.filter(source__locale__language_code=options["source"])
    return list(translations)


def chosen_keys(page_id: int | None) -> Any:
    if page_id is None:
        return Translation.objects.values("source__object_id")
    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        raise CommandError(_("There is no page with the id %(id)d.") % {"id": page_id})
    return page.get_descendants(inclusive=True).values("translation_key")
