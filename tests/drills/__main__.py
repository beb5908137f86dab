"""`python -m tests.drills NAME`: make an installation of its own, run one drill, clear it away."""

import logging
import os
import shutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path

PREFIX = "prima-drill-"


def prepare() -> Path:
    """Runs before Django reads its settings: nothing of the developer's own set-up may leak in."""
    for name in [name for name in os.environ if name.startswith(("PRIMA_", "DATABASE_"))]:
        del os.environ[name]
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)  # the embedded server's own user passes through
    os.environ["PRIMA_DATA_DIR"] = str(folder / "data")
    os.environ["DJANGO_SETTINGS_MODULE"] = "prima.config.settings"
    return folder


def main() -> int:
    """Run the drill that was named."""
    folder = prepare()
    try:
        import django  # noqa: PLC0415 - reads the environment made above

        django.setup()
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        drill = import_module(f"tests.drills.{sys.argv[1]}")
        return int(drill.run(folder))
    finally:
        if "DRILL_KEEP" in os.environ:
            print(f"kept: {folder}", file=sys.stderr)  # noqa: T201
        else:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
