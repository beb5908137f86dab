"""Where the `prima` command begins: a system it cannot run on is told so in one sentence."""

import sys

WINDOWS = (
    "Prima belum berjalan langsung di Windows. Pasang di Linux, atau di WSL2 pada komputer ini "
    "(belum kami uji)."
)


def main() -> int:
    """Run the command line, which needs what only Unix has: file locks, users, private sockets."""
    if sys.platform == "win32":
        sys.stderr.write(f"{WINDOWS}\n")
        return 1
    from prima.config import cli  # noqa: PLC0415 - cannot even be read on Windows

    return cli.main()
