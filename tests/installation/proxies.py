"""nginx and Caddy with the files of `deploy`, changed only in name, ports and certificate."""

from __future__ import annotations

import datetime
import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

TOP = Path(__file__).parents[2]
NAME = "layanan.contoh.go.id"
KINDS = ("nginx", "caddy")


@dataclass(frozen=True)
class Certificate:
    """A certificate that only this test believes in."""

    certificate: Path
    key: Path


@dataclass(frozen=True)
class Proxy:
    """Where it listens."""

    kind: str
    plain: int
    tls: int
    certificate: Certificate

    def connect(
        self, *, source: str = "127.0.0.1", name: str = NAME, seconds: float = 30
    ) -> http.client.HTTPConnection:
        """Speak TLS, from one of the many addresses of this machine."""
        context = ssl.create_default_context(cafile=str(self.certificate.certificate))
        raw = socket.create_connection(("127.0.0.1", self.tls), seconds, (source, 0))
        connection = http.client.HTTPConnection(NAME, timeout=seconds)
        try:
            connection.sock = context.wrap_socket(raw, server_hostname=name)
        except BaseException:
            raw.close()
            raise
        return connection


def is_here(kind: str) -> bool:
    return shutil.which(kind, path="/usr/sbin:/usr/bin:/usr/local/bin") is not None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(kind: str, upstream: int, folder: Path) -> Iterator[Proxy]:
    """Start it in the foreground and stop it again."""
    proxy = Proxy(kind, free_port(), free_port(), _certificate(folder))
    command = {"nginx": _nginx, "caddy": _caddy}[kind](proxy, upstream, folder)
    log = folder / "proxy.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={"PATH": os.environ["PATH"] + ":/usr/sbin", "HOME": str(folder)},
        )
    try:
        _wait_for(proxy.tls, process, log)
        yield proxy
    finally:
        process.terminate()
        process.wait(timeout=20)


def _nginx(proxy: Proxy, upstream: int, folder: Path) -> list[str]:
    site = _changed(
        TOP / "deploy/nginx/prima.conf",
        {
            "listen 80": f"listen 127.0.0.1:{proxy.plain}",
            "listen 443": f"listen 127.0.0.1:{proxy.tls}",
            "/etc/prima/tls/fullchain.pem": str(proxy.certificate.certificate),
            "/etc/prima/tls/privkey.pem": str(proxy.certificate.key),
            "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        },
    )
    (folder / "prima.conf").write_text(site)
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = " ".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = folder / "nginx.conf"
    main.write_text(
        f"{user} daemon off; pid {folder}/pid; error_log stderr notice;\n"
        f"events {{}}\nhttp {{ {temporary} include {folder}/prima.conf; }}\n"
    )
    return ["nginx", "-p", str(folder), "-e", "stderr", "-c", str(main)]


def _caddy(proxy: Proxy, upstream: int, folder: Path) -> list[str]:
    files = f"{proxy.certificate.certificate} {proxy.certificate.key}"
    site = _changed(
        TOP / "deploy/caddy/Caddyfile",
        {
            # A certificate of our own instead of one that is fetched.
            "\theader -Server\n": f"\theader -Server\n\ttls {files}\n",
            "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        },
    )
    settings = f"{{\n\thttp_port {proxy.plain}\n\thttps_port {proxy.tls}\n\tadmin off\n}}\n"
    file = folder / "Caddyfile"
    file.write_text(settings + site)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(file)]


def _changed(file: Path, changes: Mapping[str, str]) -> str:
    text = file.read_text(encoding="utf-8")
    for was, is_now in changes.items():
        assert was in text, f"{file.name} no longer says {was!r}"
        text = text.replace(was, is_now)
    return text


def _certificate(folder: Path) -> Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    made.certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    made.key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return made


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"The proxy did not start:\n{log.read_text()}")
