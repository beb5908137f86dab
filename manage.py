"""Django's own commands, for developers; operators use the `prima` command."""

import os
import sys
from pathlib import Path

# A checkout works without being installed.
sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prima.config.settings")
    from prima.config.developer import run

    run(sys.argv)
