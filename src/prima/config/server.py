"""The web server and the background worker, in one event loop."""

import asyncio
import contextlib
import gc
import logging
import signal
import socket
from collections.abc import Callable
from copy import copy
from typing import Literal

import uvicorn
from django.conf import settings
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app as jobs
from procrastinate.periodic import PeriodicTask
from procrastinate.worker import Worker

from prima.config.commands.console import CommandError
from prima.config.protocol import TimedH11Protocol, allow_many_connections

logger = logging.getLogger(__name__)

# A job that is still running gets this long before it is given back to the queue.
GRACE_SECONDS = 20
RETRY_SECONDS = 2

# Every queue belongs to one of the two workers (a test compares them with the tasks).
MAIL = ["mail"]
OTHER = ["default", "builtin"]
# A mail server that hangs holds this many threads for twenty seconds each, and no other.
MAIL_THREADS = 2

# Beyond this the server says at once that it is busy, instead of letting everybody wait.
MOST_CONNECTIONS = 4000
MOST_OTHER_FILES = 1000

# New objects between two looks for garbage: a page makes a few thousand and frees them itself.
GARBAGE_EVERY = 50_000


class _Server(uvicorn.Server):
    """Settles the memory once everything is loaded, and hangs up the live pages at the end."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        settle_memory()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        from prima.config.asgi import application  # noqa: PLC0415 - reads the settings

        await application.hang_up()
        await super().shutdown(sockets)


def settle_memory() -> None:
    """Leave what was loaded to the end of the process out of every look for garbage.

    A walk through a million objects that never die stops all threads for a tenth of a second.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_EVERY, *gc.get_threshold()[1:])


def listen(host: str, port: int) -> socket.socket:
    """Open the port, or say in one sentence why not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, the protocol tells asyncio to send at once: otherwise the second part of each answer
    # waits for the acknowledgement of the first, which browsers delay by 40 milliseconds.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise CommandError(
            f"Porta {port} di {host} tidak dapat dipakai, mungkin sedang dipakai program lain. "
            "Pilih yang lain dengan --port."
        ) from error
    listener.set_inheritable(True)
    return listener


def serve(listener: socket.socket, *, worker: bool) -> int:
    """Serve pages until a signal comes, with the worker beside them when asked."""
    try:
        return asyncio.run(_serve(listener, worker=worker))
    except KeyboardInterrupt:  # uvicorn passes the signal on once it has put everything away
        return 0


async def _serve(listener: socket.socket, *, worker: bool) -> int:
    allow_many_connections(MOST_CONNECTIONS + MOST_OTHER_FILES)
    web = _Server(_configuration())
    stop = asyncio.Event()
    beside = asyncio.create_task(_work_on(stop)) if worker else None
    try:
        await web.serve(sockets=[listener])
    finally:
        stop.set()
        if beside:
            await beside
    return 0 if web.started else 1


def _configuration() -> uvicorn.Config:
    proxies = settings.PROXY_ADDRESSES
    return uvicorn.Config(
        "prima.config.asgi:application",
        http=TimedH11Protocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,  # addresses tell who looked at which case
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def work(ready: Callable[[], None]) -> None:
    """Work on jobs until a signal comes; `ready` is called once signals are listened for."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_work_until_signal(ready))


async def _work_until_signal(ready: Callable[[], None]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    ready()
    await _work_on(stop)


async def _work_on(stop: asyncio.Event) -> None:
    """Begin again after the database was away: jobs must not wait for a person to notice.

    A cut ends the worker, with or without an exception: what it was doing is then found by
    `kernel.restart_stalled`, because nobody gives a sign of life for it any more.

    It is asked to stop, never cancelled: cancelling is lost on what waits for the database.
    """
    while not stop.is_set():
        try:
            await _work(stop)
        except Exception:
            logger.exception("The worker stopped and starts again")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), RETRY_SECONDS)


async def _work(stop: asyncio.Event) -> None:
    """Connect and work until a worker ends or all must stop."""
    app = worker_app()
    stopping = asyncio.create_task(stop.wait())
    opening = asyncio.ensure_future(app.open_async())
    try:
        await asyncio.wait([opening, stopping], return_when=asyncio.FIRST_COMPLETED)
        if not stop.is_set():
            opening.result()
            await _work_side_by_side(app, stopping)
    finally:
        await app.close_async()
        for task in (opening, stopping):
            task.cancel()
        await asyncio.gather(opening, stopping, return_exceptions=True)


async def _work_side_by_side(app: App, stopping: asyncio.Task[Literal[True]]) -> None:
    """Letters and everything else have workers of their own, so that neither waits for the other.

    When one of them ends, because its connection was cut, the other one is begun anew with it.
    """
    both = [_worker(app, MAIL, MAIL_THREADS), _worker(app, OTHER, settings.JOB_THREADS)]
    running = [asyncio.create_task(one.run()) for one in both]
    try:
        await asyncio.wait([*running, stopping], return_when=asyncio.FIRST_COMPLETED)
        ended = [task for task in running if task.done()]
    finally:
        for one in both:
            one.stop()
        await asyncio.gather(*running, return_exceptions=True)
    for task in ended:
        task.result()


def _worker(app: App, queues: list[str], threads: int) -> Worker:
    return Worker(
        app,
        queues=queues,
        name=queues[0],
        concurrency=threads,
        shutdown_graceful_timeout=GRACE_SECONDS,
        install_signal_handlers=False,
        delete_jobs="successful",
    )


def worker_app() -> App:
    """Give the jobs an app of the worker's own, with connections that are made anew when cut.

    The jobs' own `defer` keeps to Django's connection, so that a job is only there when the change
    that asks for it is. Periodic jobs belong to no change: deferred over a connection of Django
    they would stop for ever when the database was away once, because that thread never lets go of
    its connection.
    """
    app = App(
        connector=PsycopgConnector(
            conninfo=settings.DATABASE_DIRECT_URL,
            min_size=1,
            max_size=settings.JOB_THREADS + MAIL_THREADS + 2,
        )
    )
    app.tasks = jobs.tasks
    for key, periodic in jobs.periodic_registry.periodic_tasks.items():
        task = copy(periodic.task)
        task.blueprint = app
        app.periodic_registry.periodic_tasks[key] = PeriodicTask(
            task=task,
            cron=periodic.cron,
            periodic_id=periodic.periodic_id,
            configure_kwargs=periodic.configure_kwargs.copy(),
        )
    return app
