"""The demonstration content on gunicorn as a real site, which search engines may list.

usage: python -m benchmarks.served_site [PORT]

Serves until Ctrl-C. Content is loaded once, into var/benchmark.
"""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "var" / "benchmark"
PORT = 8765
PATIENCE_S = 120
# A demonstration tells search engines to stay away; what is measured is a real site.
REAL_SITE = (
    "from cms.models import SiteSettings; SiteSettings.objects.update(is_demonstration=False)"
)


def environment() -> dict[str, str]:
    """What the site's processes are started with."""
    folder = Path(os.environ.get("BENCHMARK_DIR", FOLDER))
    folder.mkdir(parents=True, exist_ok=True)
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.benchmark",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "VAR_DIR": str(folder),
    }


def prepare() -> None:
    """Bring database, content and static files up to date."""
    variables = environment()

    def manage(*arguments: str) -> None:
        subprocess.run([sys.executable, "manage.py", *arguments], env=variables, check=True)

    is_new = not Path(variables["VAR_DIR"], "db.sqlite3").exists()
    manage("migrate", "--verbosity", "0")
    if is_new:
        manage("load_demo")
    manage("make_renditions")
    manage("shell", "--no-imports", "--command", REAL_SITE)
    manage("collectstatic", "--no-input", "--clear", "--verbosity", "0")


@contextmanager
def served(port: int = PORT) -> Iterator[str]:
    """The site's address without a slash at its end, while the site is served there.

    Raises RuntimeError if it does not answer within PATIENCE_S seconds.
    """
    prepare()
    address = f"http://localhost:{port}"
    gunicorn = [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen([*gunicorn, "--workers", "2", "--timeout", "120"], env=environment())
    try:
        wait_for(f"{address}/healthz", process)
        yield address
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Return as soon as `address` answers."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=30).close()  # noqa: S310 (our own address)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"{address} does not answer.")


def main() -> None:
    with served(int(sys.argv[1]) if len(sys.argv) > 1 else PORT) as address:
        print(f"Serving {address}/en/; stop with Ctrl-C.", flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
