"""Calls a WSGI application in a thread: the thread ends its work before a byte is sent."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from prima.config.spool import Body

Headers = list[tuple[str, str]]
WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# An answer up to this size stays in memory; larger ones wait in an unnamed file.
MEMORY_BYTES = 1024 * 1024
CHUNK_BYTES = 64 * 1024


@dataclass
class Answer:
    """A finished answer, which a slow phone may take as long as it likes to read."""

    status: int
    headers: Headers
    file: IO[bytes]
    size: int

    def chunks(self) -> Iterator[bytes]:
        """Give the content piece by piece."""
        self.file.seek(0)
        while chunk := self.file.read(CHUNK_BYTES):
            yield chunk


def call(application: WsgiApplication, environ: dict[str, Any]) -> Answer:
    """Run the application to its end, in this thread.

    Also files and streams are read to their end here, so that everything the application opened in
    this thread (its database connection above all) is given back by `close()` in this thread.
    """
    started: list[tuple[int, Headers]] = []

    def start_response(status: str, headers: Headers, _error: object = None) -> None:
        started.append((int(status.split(" ", 1)[0]), list(headers)))

    file = SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115 - closed once sent
    size = 0
    parts = application(environ, start_response)
    try:
        for part in parts:
            file.write(part)
            size += len(part)
    except BaseException:
        file.close()
        raise
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    status, headers = started[-1]
    return Answer(status, headers, cast("IO[bytes]", file), size)


def environment(scope: Mapping[str, Any], body: Body) -> dict[str, Any]:
    """Translate an ASGI scope into a WSGI environment (PEP 3333)."""
    server = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": _latin(scope.get("root_path", "")),
        "PATH_INFO": _latin(scope["path"]),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or ""),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body.file,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        _add_header(environ, name.decode("latin-1"), value.decode("latin-1"))
    environ["CONTENT_LENGTH"] = str(body.size)  # also of a body sent in chunks
    return environ


def _add_header(environ: dict[str, Any], name: str, value: str) -> None:
    # X_Real_Ip and X-Real-Ip would become one name: who sends the first wants to pass for the
    # second.
    if "_" in name or name in {"content-length", "transfer-encoding"}:
        return
    key = "CONTENT_TYPE" if name == "content-type" else f"HTTP_{name.upper().replace('-', '_')}"
    if key in environ:
        separator = "; " if name == "cookie" else ","
        value = f"{environ[key]}{separator}{value}"
    environ[key] = value


def _latin(text: str) -> str:
    """WSGI carries the bytes of an address in a string, one character for each byte."""
    return text.encode("utf-8").decode("latin-1")
