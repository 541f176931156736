"""Adds to the wheel what lies outside its packages: templates, guides and compiled catalogues."""

import shutil
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
# The site's own parts: a host project has a home page, previews, addresses and a WSGI entry point.
SITE_TEMPLATES = {"home", "wagtailcore"}
SITE_MODULES = {("cms", "urls"), ("cms", "wsgi")}


class BuildWithTemplates(build_py):
    """Puts `templates/*/` into `cms/templates/`, where Django's app directories loader looks."""

    def find_package_modules(self, package: str, package_dir: str) -> list[tuple[str, str, str]]:
        modules = super().find_package_modules(package, package_dir)
        return [module for module in modules if module[:2] not in SITE_MODULES]

    def run(self) -> None:
        # What an earlier build left here would travel too.
        shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()
        package = Path(self.build_lib, "cms")
        for folder in sorted((ROOT / "templates").iterdir()):
            if folder.is_dir() and folder.name not in SITE_TEMPLATES:
                shutil.copytree(folder, package / "templates" / folder.name, dirs_exist_ok=True)
        (package / "docs").mkdir(exist_ok=True)
        for guide in sorted(ROOT.glob("docs/coordinators*.md")):
            shutil.copy(guide, package / "docs")
        for source in sorted(ROOT.glob("cms/locale*/*/LC_MESSAGES/*.po")):
            target = (package / source.relative_to(ROOT / "cms")).with_suffix(".mo")
            target.parent.mkdir(parents=True, exist_ok=True)
            with source.open("rb") as catalogue, target.open("wb") as compiled:
                write_mo(compiled, read_po(catalogue))


setup(cmdclass={"build_py": BuildWithTemplates})
