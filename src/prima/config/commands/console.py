"""What commands print: sentences, complaints and progress, in one way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Advance = Callable[[int, int], None]

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


class CommandError(Exception):
    """The command cannot do what was asked; the text is one sentence saying what to do."""


def say(text: str = "") -> None:
    """Print a line as it is: square brackets in a password are no markup."""
    out.print(text, markup=False)


def complain(text: str) -> None:
    """Print a complaint to standard error."""
    err.print(text, style="red", markup=False)


@contextmanager
def progress(label: str) -> Iterator[Advance]:
    """Show a bar; the block calls the given function with (done, total)."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
    )
    with bar:
        task = bar.add_task(label, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


@contextmanager
def step(label: str) -> Iterator[None]:
    """Say what is being done while it takes a moment."""
    with err.status(label):
        yield
    err.print(f"✓ {label}", markup=False)
