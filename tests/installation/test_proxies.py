"""Prima behind the real nginx and the real Caddy, with the files an operator copies."""

from __future__ import annotations

import http.client
import re
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from conftest import Database, Server, serving
from prima.kernel.crypto import blind_index
from prima.kernel.limits import AttemptCount
from tests.installation import proxies
from tests.installation.proxies import KINDS, NAME, Proxy

pytestmark = pytest.mark.slow

MEGABYTE = 1024 * 1024
BOUNDARY = "----prima"
FORGED = {
    "X-Forwarded-For": "203.0.113.7",
    "X-Forwarded-Host": "jahat.example",
    "X-Real-IP": "203.0.113.7",
    "Forwarded": "for=203.0.113.7;host=jahat.example;proto=http",
    "X-Forwarded-Proto": "http",
}


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    if not proxies.is_here(kind):
        pytest.skip(f"{kind} is not installed: apt-get install {kind}")
    return kind


@pytest.fixture(scope="module")
def prima(module_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that believes the proxy of this machine, and nobody else."""
    log = tmp_path_factory.mktemp("prima") / "log"
    trusting = {"PRIMA_SITE_URL": f"https://{NAME}", "PRIMA_PROXY_ADDRESSES": "127.0.0.1"}
    with serving(module_database, log, **trusting) as server:
        yield server


@pytest.fixture(scope="module")
def proxy(kind: str, prima: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp(kind)
    with proxies.running(kind, urlsplit(prima.url).port or 0, folder) as started:
        yield started


class Visitor:
    """A browser with cookies, on one connection."""

    def __init__(self, proxy: Proxy, *, source: str = "127.0.0.1") -> None:
        self.proxy, self.source, self.cookies = proxy, source, dict[str, str]()

    def ask(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> tuple[http.client.HTTPResponse, str]:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Host": NAME, "Cookie": jar, "Referer": f"https://{NAME}/", **headers}
        sent = {key.replace("_", "-"): value for key, value in sent.items()}
        with closing(self.proxy.connect(source=self.source)) as connection:
            connection.request(method, path, body, sent)
            with connection.getresponse() as answer:
                text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer, text

    def upload(self, megabytes: float) -> tuple[http.client.HTTPResponse, str]:
        """Send a form with one large file to the page that follows a case."""
        _answer, page = self.ask("GET", "/lacak/")
        (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[-1:])
        fields = {"csrfmiddlewaretoken": token, "number": "MP-26-7K3F9Q", "words": "a b c d e"}
        parts = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        head = 'Content-Disposition: form-data; name="f"; filename="f.bin"\r\n\r\n'
        body = f"{parts}--{BOUNDARY}\r\n{head}".encode()
        body += b"x" * round(megabytes * MEGABYTE) + f"\r\n--{BOUNDARY}--\r\n".encode()
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return self.ask("POST", "/lacak/cari/", body, Content_Type=kind)


def test_only_tls_and_only_our_name(proxy: Proxy) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=10)) as plain:
        plain.request("GET", "/layanan/?cari=nikah", headers={"Host": NAME})
        with plain.getresponse() as moved:
            moved.read()

    assert moved.status == 308
    assert re.fullmatch(
        rf"https://{NAME}(:{proxy.tls})?/layanan/\?cari=nikah", moved.headers["Location"]
    )
    with pytest.raises((ssl.SSLError, ConnectionError)):
        proxy.connect(name="jahat.example")


def test_a_page_over_tls_is_bound_to_it(proxy: Proxy) -> None:
    visitor = Visitor(proxy)

    answer, page = visitor.ask("GET", "/lacak/")

    assert answer.status == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Caddy" not in answer.headers.get("Server", "")
    (cookie,) = answer.headers.get_all("Set-Cookie", [])
    assert cookie.startswith("__Host-prima-csrf=")
    assert "; Secure" in cookie
    assert "http://" not in re.sub(r"http://www\.w3\.org\S+", "", page)


def test_a_forged_origin_is_not_believed(proxy: Proxy) -> None:
    source = f"127.0.0.{10 + KINDS.index(proxy.kind)}"
    stranger = Visitor(proxy, source=source)
    _answer, page = stranger.ask("GET", "/lacak/", b"", **FORGED)
    (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[-1:])
    form = {"csrfmiddlewaretoken": token, "number": "MP-26-7K3F9Q", "words": "a b c d e"}

    answer, _page = stranger.ask(
        "POST",
        "/lacak/cari/",
        urlencode(form).encode(),
        Content_Type="application/x-www-form-urlencoded",
        **FORGED,
    )

    assert answer.status == 422
    counted = set(AttemptCount.objects.values_list("key", flat=True))
    assert _key(source) in counted
    assert _key("203.0.113.7") not in counted


def test_who_goes_round_the_proxy_is_not_believed_either(prima: Server) -> None:
    """From another machine than the proxy: neither its address nor its TLS is taken on trust."""
    port = urlsplit(prima.url).port or 0
    headers = {"Host": NAME, "X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    from_elsewhere = http.client.HTTPConnection("127.0.0.1", port, source_address=("127.0.0.9", 0))
    with closing(from_elsewhere) as connection:
        connection.request("GET", "/lacak/", headers=headers)
        with connection.getresponse() as answer:
            answer.read()

    assert answer.status in {301, 308}
    assert answer.headers["Location"] == f"https://{NAME}/lacak/"


def test_another_host_is_refused(proxy: Proxy) -> None:
    try:
        answer, _page = Visitor(proxy).ask("GET", "/lacak/", Host="jahat.example")
    except (http.client.HTTPException, ConnectionError):
        return  # nothing was said at all
    assert answer.status in {400, 421} or answer.headers["Content-Length"] == "0"


def test_forty_four_megabytes_arrive_and_more_gets_a_clear_answer(proxy: Proxy) -> None:
    passes, page = Visitor(proxy).upload(44.5)
    refused, ours = Visitor(proxy).upload(46)
    far_beyond, theirs = Visitor(proxy).upload(70)

    assert passes.status == 422
    assert "tidak cocok" in page
    assert (refused.status, far_beyond.status) == (413, 413)
    assert "Kiriman Anda terlalu besar" in ours
    assert "Kiriman Anda terlalu besar" in theirs
    assert far_beyond.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_styles_come_compressed_and_for_good(proxy: Proxy) -> None:
    visitor = Visitor(proxy)
    _answer, page = visitor.ask("GET", "/")
    style = re.findall(r'href="(/static/[^"]+\.css)"', page)[0]

    answer, _css = visitor.ask("GET", style, Accept_Encoding="gzip")

    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]


def test_only_pages_without_secrets_are_compressed(proxy: Proxy) -> None:
    visitor = Visitor(proxy)

    home, _text = visitor.ask("GET", "/", Accept_Encoding="gzip")
    form, _text = visitor.ask("GET", "/lacak/", Accept_Encoding="gzip")

    assert home.headers["Content-Encoding"] == "gzip"
    assert form.headers["Content-Encoding"] is None


def test_figures_for_the_machine_are_not_for_the_world(proxy: Proxy) -> None:
    answer, _page = Visitor(proxy).ask("GET", "/metrics", Authorization="Bearer salah")

    assert answer.status == 404


def test_a_prima_that_is_away_is_said_in_one_sentence(kind: str, tmp_path: Path) -> None:
    with proxies.running(kind, proxies.free_port(), tmp_path) as proxy:
        answer, page = Visitor(proxy).ask("GET", "/")

    assert answer.status == 503
    assert "Coba lagi beberapa menit lagi" in page
    assert answer.headers["Retry-After"] == "30"


class _Stream(socketserver.StreamRequestHandler):
    """Says one line, and the next after a while, as a live page does."""

    def handle(self) -> None:
        while self.rfile.readline().strip():
            pass
        self.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
        )
        for number in range(3):
            self.wfile.write(f"data: {number}\n\n".encode())
            time.sleep(1)


def test_a_live_page_is_not_held_back(kind: str, tmp_path: Path) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Stream) as upstream:
        threading.Thread(target=upstream.serve_forever, daemon=True).start()
        with proxies.running(kind, upstream.server_address[1], tmp_path) as proxy:
            moments = list(_moments(proxy))
        upstream.shutdown()

    # One after the other as they were said, not all at the end.
    assert len(moments) == 3
    assert moments[1] - moments[0] > 0.5
    assert moments[2] - moments[1] > 0.5


def _moments(proxy: Proxy) -> Iterator[float]:
    begun = time.monotonic()
    with closing(proxy.connect()) as connection:
        connection.request("GET", "/langsung/meja/", headers={"Host": NAME})
        with connection.getresponse() as answer:
            while line := answer.readline():
                if line.startswith(b"data:"):
                    yield time.monotonic() - begun


def _key(address: str) -> str:
    return blind_index(f"cases.track\x1f{address}", "limits")
