"""The ground tests stand on: one server and one template database for each run, nothing shared.

Ordinary tests (`db`) run in one database and roll back. A test that needs real transactions,
threads or a browser asks for `own_database`: a clone that is thrown away afterwards, because the
journal refuses TRUNCATE.
"""

import os
import secrets
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql
from pytest_django import DjangoDbBlocker
from tests.processes import Server, places, spawn, stop

# Tests ask for it here, beside the fixtures that give it.
__all__ = ["Server", "places"]

TEMPORARY = "prima-test-"


def _sweep_killed_runs() -> None:
    """A killed run leaves its folder and server; the next run of the same user clears them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{TEMPORARY}*-*"):
        pid = folder.name.removeprefix(TEMPORARY).split("-")[0]
        if (
            not pid.isdecimal()
            or Path(f"/proc/{pid}").exists()
            or folder.stat().st_uid != os.getuid()
        ):
            continue
        with suppress(OSError, ValueError, IndexError):
            lines = (folder / "postgres/cluster/postmaster.pid").read_text().splitlines()
            os.kill(int(lines[0]), signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


def _prepare_environment() -> Path:
    """Runs before Django reads its settings: nothing of the developer's own set-up may leak in."""
    _sweep_killed_runs()
    for name in [name for name in os.environ if name.startswith("PRIMA_")]:
        del os.environ[name]
    # Hundreds of processes are started: none should read all sources anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    folder = Path(tempfile.mkdtemp(prefix=f"{TEMPORARY}{os.getpid()}-"))
    os.environ["PRIMA_DATA_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "prima.config.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "true"  # Playwright keeps an event loop in the thread
    )
    return folder


DATA_DIR = _prepare_environment()


def pytest_configure(config: pytest.Config) -> None:
    """Tests read static files where they lie; the hashed names are tested with a real server."""
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    config.add_cleanup(lambda: shutil.rmtree(DATA_DIR, ignore_errors=True))
    _count_log_ins_as_proved()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Workers side by side make their own folder and server, before anything reads settings."""
    del os.environ["DJANGO_SETTINGS_MODULE"]


_is_proved_by_log_in = [True]


def _count_log_ins_as_proved() -> None:
    """Tests are about other things: whoever logs in within this process has a second factor.

    Servers that are processes of their own, and tests that ask for `asks_second_factor`, do as in
    an office.
    """
    from django.contrib.auth.signals import user_logged_in

    def prove(request: Any, **_: object) -> None:
        if _is_proved_by_log_in[0]:
            request.session["second_factor"] = True

    user_logged_in.connect(prove, weak=False, dispatch_uid="proved in tests")


@pytest.fixture
def asks_second_factor() -> Iterator[None]:
    """A password alone is not enough for those who see much, as in an office."""
    _is_proved_by_log_in[0] = False
    yield
    _is_proved_by_log_in[0] = True


# Files that take minutes with few tests; a worker that gets one last keeps everybody waiting.
LONG_FILES = (
    "tests/browser/test_every_page.py",
    "tests/architecture/test_access.py",
    "tests/installation/test_postgresql_service.py",
    "tests/security/test_requests.py",
    "src/prima/config/tests/test_serving.py",
    "src/prima/config/tests/test_demo_again.py",
    "tests/browser/test_accounts.py",
    "tests/browser/test_journey.py",
    "tests/upgrade/test_versions.py",
    "tests/installation/test_live.py",
    "src/prima/config/tests/test_outage.py",
    "tests/upgrade/test_backup_of_release.py",
    "tests/installation/test_wheel.py",
    "src/prima/config/tests/test_demo.py",
    "src/prima/config/tests/test_restore.py",
    "tests/security/test_live.py",
    "src/prima/offices/tests/test_core_brute_force.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first; and flushing tables is refused by the journal: say what to use instead."""
    place = {name: number for number, name in enumerate(LONG_FILES)}
    items.sort(key=lambda item: place.get(item.nodeid.partition("::")[0], len(place)))
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark and mark.kwargs.get("transaction"):
            raise pytest.UsageError(f"{item.nodeid}: use the fixture own_database instead")


@pytest.fixture(autouse=True)
def _in_indonesian() -> Iterator[None]:
    """A page read in English leaves its thread in English: every test starts in Indonesian."""
    from django.utils import translation

    with translation.override("id"):
        yield


@pytest.fixture(autouse=True)
def _identity_of_this_test() -> None:
    """A page remembers for some seconds whose installation it is; each test has its own."""
    from prima.insight.queries import catalogue

    catalogue.forget_identity()


@dataclass(frozen=True)
class Database:
    """One database of this run, as each of the roles sees it."""

    name: str
    application_url: str
    owner_url: str
    admin_url: str


@dataclass(frozen=True)
class Cluster:
    """Where databases of this run are made."""

    template: Database

    def clone(self, of: Database | None = None) -> Database:
        return _create(self.template, template=(of or self.template).name)

    def empty(self) -> Database:
        return _create(self.template)


def _named(url: str, name: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


def _create(like: Database, *, template: str = "template0") -> Database:
    name = f"prima_test_{secrets.token_hex(8)}"
    owner = urlsplit(like.owner_url).username or ""
    with psycopg.connect(_named(like.admin_url, "postgres"), autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                sql.Identifier(name), sql.Identifier(template), sql.Identifier(owner)
            )
        )
    return Database(
        name,
        application_url=_named(like.application_url, name),
        owner_url=_named(like.owner_url, name),
        admin_url=_named(like.admin_url, name),
    )


def drop(database: Database) -> None:
    """Throw a database of this run away."""
    with psycopg.connect(_named(database.admin_url, "postgres"), autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(
                sql.Identifier(database.name)
            )
        )


def _use(database: Database) -> None:
    """Point Django at a database; the dictionaries are changed in place as threads share them."""
    from django.conf import settings
    from django.db import connections

    for alias in connections:
        connections[alias].close()
        connections.settings[alias]["NAME"] = database.name
        connections.settings[alias]["OPTIONS"].pop("pool", None)
    settings.DATABASE_URL = settings.DATABASE_DIRECT_URL = database.application_url
    settings.DATABASE_OWNER_URL = database.owner_url


@contextmanager
def _roles_of_run() -> Iterator[Database]:
    """Start an own server, or use the one DATABASE_URL names (its owner may create databases)."""
    from django.conf import settings

    from prima.config import embedded

    server = settings.EMBEDDED_SERVER
    if server is None:
        owner = settings.DATABASE_OWNER_URL
        yield Database("", settings.DATABASE_URL, owner, owner)
        return

    # Nothing here must survive a power cut, and a test run should be quick. A measurement of
    # what is written needs the server as an office runs it.
    quick = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    is_synced = os.environ.get("BENCH_SYNCED") == "1"
    server = embedded.EmbeddedServer(DATA_DIR, settings={} if is_synced else quick)
    with server.running():
        yield Database(
            "",
            server.url(embedded.APPLICATION),
            server.url(embedded.OWNER),
            server.url(embedded.SUPERUSER),
        )


@pytest.fixture(scope="session")
def cluster(django_db_blocker: DjangoDbBlocker) -> Iterator[Cluster]:
    """The server of this run, with the migrated template database."""
    from prima.config import roles

    with _roles_of_run() as like:
        template = _create(like)
        with django_db_blocker.unblock():
            _use(template)
            roles.migrate()
            _use(template)  # closes the connections: a template must have none
        yield Cluster(template)
        drop(template)


@pytest.fixture(scope="session")
def django_db_setup(cluster: Cluster, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Replace Django's own test database: ordinary tests roll back in a clone of the template."""
    from prima.config import launch

    launch.create_keys()  # limits, codes and encrypted columns need a key ring
    database = cluster.clone()
    with django_db_blocker.unblock():
        _use(database)
    yield
    with django_db_blocker.unblock():
        _use(cluster.template)
    drop(database)


@contextmanager
def using(database: Database, blocker: DjangoDbBlocker) -> Iterator[Database]:
    """Let this process work in another database for a while."""
    from django.db import connection, connections

    assert not connection.in_atomic_block, "this module has `prepared` rows: test this in another"
    before = connections.settings["default"]["NAME"]
    with blocker.unblock():
        _use(database)
        try:
            yield database
        finally:
            _use(Database(before, *(_named(url, before) for url in _urls(database))))


@pytest.fixture
def own_database(
    cluster: Cluster, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Database]:
    """A database of the test's own: threads and other processes see the rows."""
    with _clone_in_use(cluster, django_db_blocker) as database:
        yield database


@pytest.fixture(scope="module")
def module_database(
    cluster: Cluster, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Database]:
    """A database for the tests of one module that only read what a long preparation wrote."""
    with _clone_in_use(cluster, django_db_blocker) as database:
        yield database


@pytest.fixture(scope="module")
def prepared(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One transaction around the tests of a module, for what its module fixtures write once.

    Each test works in a savepoint of it. Rows that are shared are handed out as copies; a test
    that asks for `own_database` stands in another module.
    """
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _clone_in_use(cluster: Cluster, blocker: DjangoDbBlocker) -> Iterator[Database]:
    database = cluster.clone()
    with using(database, blocker):
        yield database
    drop(database)


def _urls(database: Database) -> tuple[str, str, str]:
    return database.application_url, database.owner_url, database.admin_url


@pytest.fixture
def in_thread(own_database: Database) -> Callable[[Callable[[], object]], object]:
    """Run a function in a thread of its own that gives its database connection back."""
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    def run(work: Callable[[], object]) -> object:
        def guarded() -> object:
            try:
                return work()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(max_workers=1) as pool:
            return pool.submit(guarded).result(timeout=60)

    return run


@pytest.fixture
def start_server(own_database: Database, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start `prima serve` as an operator would; extra settings are given as keywords."""
    servers: list[Server] = []

    def start(*arguments: str, **environment: str) -> Server:
        server = spawn(
            own_database, tmp_path / f"server-{len(servers)}.log", arguments, environment
        )
        servers.append(server)
        return server

    yield start
    for server in servers:
        stop(server)


@contextmanager
def serving(database: Database, log: Path, **environment: str) -> Iterator[Server]:
    """One server over this database while the block runs."""
    server = spawn(database, log, (), environment)
    yield server
    stop(server)


@pytest.fixture
def server(start_server: Callable[..., Server]) -> Server:
    """One server with its usual settings."""
    return start_server()
