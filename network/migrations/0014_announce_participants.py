from typing import Any

from django.db import migrations
from django.db.models import Q
from django.utils import timezone


def announce(apps: Any, schema_editor: Any) -> None:
    """Nobody is told anew of those that take part already."""
    alias = schema_editor.connection.alias
    announced = apps.get_model("network", "AnnouncedParticipation").objects.using(alias)
    participations = apps.get_model("network", "Participation").objects.using(alias)
    today = timezone.localdate()
    present = participations.filter(
        Q(joined_on=None) | Q(joined_on__lte=today),
        Q(left_on=None) | Q(left_on__gt=today),
        state="active",
    )
    announced.bulk_create(
        [announced.model(participation_id=pk) for pk in present.values_list("pk", flat=True)],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("network", "0013_announced_participations")]

    operations = [migrations.RunPython(announce, migrations.RunPython.noop)]
