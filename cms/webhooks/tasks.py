"""Has the worker deliver, where there is one.

Where tasks run at once there is none: `manage.py send_webhooks` delivers then, and whoever
publishes never waits for somebody else's server.
"""

import datetime

from django_tasks import task, task_backends
from django_tasks.base import DEFAULT_TASK_BACKEND_ALIAS

from cms.webhooks import delivery


@task()
def deliver() -> None:
    """Send what is due, and come back when there is more."""
    for moment in sorted(set(delivery.send_due())):
        wake_worker(moment)


def wake_worker(moment: datetime.datetime | None = None) -> None:
    """Ask the worker to deliver, at once or at a `moment`; nothing where there is no worker."""
    if task_backends[DEFAULT_TASK_BACKEND_ALIAS].supports_defer:
        deliver.using(run_after=moment).enqueue()
