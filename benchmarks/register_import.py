"""Measures the import of a register: looking at a table, writing it, and writing it once more.

usage: python -m benchmarks.register_import [AUTHORITIES]
"""

import os
import sys

import django
from django.test.runner import DiscoverRunner

from benchmarks.exchange import memory, timed

AUTHORITIES = 5000
HEADER = "key,name,kind,country,region,population,latitude,longitude,website,name_en,name_fr,"
HEADER += "former_names,signature_signed_on\n"
REGIONS = 25


def table(authorities: int) -> bytes:
    """That many authorities of Ukraine in 25 regions, with what a national list holds of each."""
    rows = [f"ua-region-{one},Область {one},region,UA,,,,,,,,,\n" for one in range(REGIONS)]
    rows += [
        f"ua-town-{one},Місто {one},city,UA,ua-region-{one % REGIONS},{one * 37},"
        f"{44 + one % 800 / 100},{22 + one % 1800 / 100},https://town-{one}.example,"
        f"Town {one},Ville {one},Городок {one} [ru],2019-05-{one % 28 + 1:02}\n"
        for one in range(authorities - REGIONS)
    ]
    return (HEADER + "".join(rows)).encode()


def measure(authorities: int) -> None:
    from network.models import Authority
    from network.register_admin.exporting import table_of, to_csv, to_xlsx
    from network.register_admin.importing import tables
    from network.register_admin.importing.imports import carry_out, guessed_mapping, to_columns
    from network.register_admin.importing.planning import make_plan
    from network.register_admin.importing.plans import Plan
    from network.scope import Scope

    scope = Scope(everywhere=True)

    def tell(plan: Plan) -> None:
        print(f"{'':34}{', '.join(f'{n} {outcome.value}' for outcome, n in plan.counts)}")

    read = timed("read CSV", lambda: tables.read(table(authorities)))
    columns = to_columns(read, guessed_mapping(read, True), True)
    plan = timed("dry run", lambda: make_plan(read, columns, scope))
    tell(plan)
    tell(timed("import", lambda: carry_out(read, columns, scope, None, seen=plan.digest)))
    tell(timed("import again", lambda: carry_out(read, columns, scope, None, seen=None)))
    everything = Authority.objects.all()
    timed("export CSV", lambda: "".join(to_csv(table_of(everything))))
    workbook = timed("export XLSX", lambda: to_xlsx(table_of(everything)))
    print(f"{'':34}{len(workbook) / 1024 / 1024:9.1f} MB")
    read = timed("read XLSX", lambda: tables.read(workbook))
    columns = to_columns(read, guessed_mapping(read, True), True)
    tell(timed("import the export", lambda: carry_out(read, columns, scope, None, seen=None)))
    print(f"at most {memory():.0f} MB in all")


def main() -> None:
    authorities = int(sys.argv[1]) if len(sys.argv) > 1 else AUTHORITIES
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    print(f"a register of {authorities} authorities")
    try:
        measure(authorities)
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
