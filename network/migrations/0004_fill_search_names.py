from django.db import migrations

from network.search_names import search_text


def fill(apps, schema_editor):
    """Write the searched text of authorities that were there before it."""
    Authority = apps.get_model("network", "Authority")
    authorities = list(Authority.objects.prefetch_related("names"))
    for authority in authorities:
        names = [authority.name, *(row.name for row in authority.names.all())]
        authority.search_names = search_text(names)
    Authority.objects.bulk_update(authorities, ["search_names"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("network", "0003_register_names_states_contacts")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
