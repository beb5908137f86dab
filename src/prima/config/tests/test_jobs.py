"""Jobs whose worker was killed in the middle of them, with a real worker and a real database."""

import asyncio
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from prima.config import server
from prima.kernel import clock, messages, tasks
from prima.kernel.messages import Channel, MessageState

StartServer = Callable[..., object]
InThread = Callable[[Callable[[], object]], object]


def test_a_job_whose_worker_died_is_done_by_the_next_one(in_thread: InThread) -> None:
    message = messages.prepare(
        Channel.EMAIL, recipient="siti@contoh.id", subject="Siap", body="Siap.", at=clock.now()
    )
    die_in_the_middle("kernel.send_email")

    tasks.restart_stalled.configure().defer(timestamp=0)
    in_thread(work)
    in_thread(work)

    message.refresh_from_db()
    assert message.state == MessageState.HANDED_OVER


def test_a_dead_periodic_job_gives_way_to_the_next_of_its_kind(in_thread: InThread) -> None:
    tasks.tidy.configure().defer(timestamp=1)
    die_in_the_middle("kernel.tidy")
    tasks.restart_stalled.configure().defer(timestamp=0)
    tasks.tidy.configure().defer(timestamp=2)

    in_thread(work)

    assert not ProcrastinateJob.objects.filter(task_name="kernel.tidy").exists()


def test_a_letter_whose_database_went_away_in_the_middle_is_sent_later(
    in_thread: InThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = messages.prepare(
        Channel.EMAIL, recipient="siti@contoh.id", subject="Siap", body="Siap.", at=clock.now()
    )

    def cut(message_id: int, *, at: datetime) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with monkeypatch.context() as patch:
        patch.setattr(messages, "send", cut)
        in_thread(work)
    waiting = ProcrastinateJob.objects.get(task_name="kernel.send_email")
    assert (waiting.status, waiting.attempts) == ("todo", 1)

    now_due = "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(now_due, [waiting.pk])
    in_thread(work)

    message.refresh_from_db()
    assert message.state == MessageState.HANDED_OVER


def die_in_the_middle(task_name: str) -> None:
    """Leave the job as a worker leaves it that was killed: begun, and nobody's any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL "
            "WHERE task_name = %s AND status = 'todo'",
            [task_name],
        )
        assert cursor.rowcount == 1


def work() -> None:
    """Do all jobs that wait, as the worker of the server does."""

    async def run() -> None:
        async with server.worker_app().open_async() as app:
            await app.run_worker_async(
                wait=False, install_signal_handlers=False, delete_jobs="successful"
            )

    # In a thread of its own: the browser of other tests keeps a loop running in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, run()).result()


def test_periodic_jobs_are_deferred_over_the_connections_of_the_worker() -> None:
    app = server.worker_app()

    deferrers = [
        periodic.task.configure() for periodic in app.periodic_registry.periodic_tasks.values()
    ]

    assert {"kernel.tidy", "cases.warn_late", "surveys.count"} <= {
        deferrer.job.task_name for deferrer in deferrers
    }
    assert all(deferrer.job_manager is app.job_manager for deferrer in deferrers)
    # Those of a change keep to the connection of the change.
    assert tasks.send_email.configure().job_manager is not app.job_manager


def test_every_queue_belongs_to_one_of_the_two_workers() -> None:
    queues = {task.queue for task in server.worker_app().tasks.values()}

    assert queues <= {*server.MAIL, *server.OTHER}
    assert tasks.send_email.queue in server.MAIL


def test_a_mail_server_that_hangs_holds_up_no_other_job(
    start_server: StartServer, settings: Settings, tmp_path: Path
) -> None:
    settings.ANCHOR_DIR = tmp_path / "anchors"
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the call and says nothing
        port = silent.getsockname()[1]
        start_server(PRIMA_SMTP_HOST="127.0.0.1", PRIMA_SMTP_PORT=str(port), PRIMA_JOB_THREADS="2")
        for number in range(6):
            messages.prepare(
                Channel.EMAIL,
                recipient=f"warga{number}@contoh.id",
                subject="Siap",
                body="Siap.",
                at=clock.now(),
            )
        silent.settimeout(20)
        caller, _address = silent.accept()
        begun = time.monotonic()
        tasks.sign_journal.configure().defer(timestamp=0)
        while not any(settings.ANCHOR_DIR.glob("anchor-*")):
            assert time.monotonic() - begun < 8
            time.sleep(0.05)
        caller.close()
