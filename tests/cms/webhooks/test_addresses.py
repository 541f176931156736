"""Nothing is sent to this machine, its neighbours or its cloud, however the address is written."""

import ipaddress
import socket
import ssl
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from cms.webhooks import sending
from cms.webhooks.addresses import Refused, is_public, parse_target, resolve

# Refused for what they are written as, without asking anybody.
WRITTEN = """
http://hooks.alliance.eu/
ftp://hooks.alliance.eu/
file:///etc/passwd
gopher://hooks.alliance.eu/
javascript:alert(1)
//hooks.alliance.eu/
https://
https:///path
https://user@hooks.alliance.eu/
https://user:word@hooks.alliance.eu/
https://@hooks.alliance.eu/
https://hooks.alliance.eu@127.0.0.1/
https://127.0.0.1#@hooks.alliance.eu/
https://hooks.alliance.eu/#part
https://hooks.alliance.eu\\@127.0.0.1/
https://hooks.alliance.eu:22/
https://hooks.alliance.eu:80/
https://hooks.alliance.eu:6379/
https://hooks.alliance.eu:0/
https://hooks.alliance.eu:99999/
https://hooks.alliance.eu:port/
https://localhost/
https://LOCALHOST./
https://admin.localhost/
https://printer.local/
https://metadata.google.internal/
https://metadata/
https://intranet/
https://db.lan/
https://router.home.arpa/
https://secret.onion/
https://127.0.0.1/
https://127.1/
https://127.0.1/
https://2130706433/
https://0x7f000001/
https://0x7f.0.0.1/
https://0177.0.0.1/
https://017700000001/
https://127.0.0.0x1/
https://127.0.0.1./
https://127.000.000.001/
https://１２７.０.０.１/
https://①②⑦.⓪.⓪.①/
https://127。0。0。1/
https://0.0.0.0/
https://0/
https://10.0.0.1/
https://10.255.255.255/
https://172.16.0.1/
https://172.31.255.255/
https://192.168.1.1/
https://169.254.169.254/
https://169.254.170.2/
https://168.63.129.16/
https://100.64.0.1/
https://100.100.100.200/
https://192.0.0.192/
https://192.0.2.1/
https://192.88.99.1/
https://198.18.0.1/
https://198.51.100.1/
https://203.0.113.1/
https://224.0.0.1/
https://239.255.255.250/
https://240.0.0.1/
https://255.255.255.255/
https://256.256.256.256/
https://1.1.1.1.1/
https://[::]/
https://[::1]/
https://[0:0:0:0:0:0:0:1]/
https://[::ffff:127.0.0.1]/
https://[::ffff:7f00:1]/
https://[::ffff:0:127.0.0.1]/
https://[::127.0.0.1]/
https://[::ffff:169.254.169.254]/
https://[64:ff9b::7f00:1]/
https://[64:ff9b::a9fe:a9fe]/
https://[64:ff9b:1::a00:1]/
https://[2002:7f00:1::]/
https://[2002:a9fe:a9fe::1]/
https://[2001::1]/
https://[2001:0:a00:1::f5ff:fffe]/
https://[2001:10::1]/
https://[2001:20::1]/
https://[2001:db8::1]/
https://[3fff::1]/
https://[5f00::1]/
https://[100::1]/
https://[fc00::1]/
https://[fd00:ec2::254]/
https://[fe80::1]/
https://[fe80::1%25eth0]/
https://[fe80::1%eth0]/
https://[fec0::1]/
https://[ff02::1]/
https://[2a01:4f8::5efe:7f00:1]/
https://[2a01:4f8::200:5efe:a00:1]/
https://[::1/
https://[::ffff:c0a8:101]/
https://[0:0:0:0:0:ffff:a9fe:a9fe]/
https://[64:ff9b::169.254.169.254]/
https://[2002:c0a8:101::1]/
https://[::ffff:0:0]/
https://0x7f.1/
https://0300.0250.0.1/
https://0x0a.0x00.0x00.0x01/
https://0xa9fea9fe/
https://2852039166/
https://169.254.169.254.:8443/
https://%6c%6f%63alhost/
https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/
https://localhost.localdomain/
https://printer.local./
https://93.184.215.14:8080/
https://[2a01:4f8::1]:22/
https://-hooks.alliance.eu/
https://hooks..alliance.eu/
https://hooks.alliance.eu%2f@127.0.0.1/
https://127.0.0.1%2ehooks.alliance.eu/
""".split()
WITH_SIGNS = [
    "https://hooks.alliance.eu/ path",
    " https://hooks.alliance.eu/",
    "https://hooks.al\tliance.eu/",
    "https://hooks.alliance.eu/\r\nX-Header: 1",
    "https://hooks.alliance.eu\n@127.0.0.1/",
    "https://hooks.alliance.eu/\0",
    "https://hooks.alliance.eu/\u202e",
    "https://hooks.alliance.eu/шлях",
]
# What an honest name may lead to, and what follows from it.
LED_TO = [
    ["127.0.0.1"],
    ["10.0.0.5"],
    ["169.254.169.254"],
    ["100.100.100.200"],
    ["0.0.0.0"],  # noqa: S104
    ["::1"],
    ["::ffff:127.0.0.1"],
    ["64:ff9b::7f00:1"],
    ["2002:7f00:1::"],
    ["fd00::1"],
    ["fe80::1%eth0"],
    ["93.184.215.14", "127.0.0.1"],  # one honest, one not
    ["2a01:4f8::1", "::ffff:10.0.0.1"],
]
ALLOWED = [
    ("https://hooks.alliance.eu/", "hooks.alliance.eu", 443, "/"),
    ("https://HOOKS.alliance.eu.:8443/a?b=c", "hooks.alliance.eu", 8443, "/a?b=c"),
    ("https://громада.укр/", "xn--80aahf2bln.xn--j1amh", 443, "/"),
    ("https://93.184.215.14/", "93.184.215.14", 443, "/"),
    ("https://[2a01:4f8::1]/", "2a01:4f8::1", 443, "/"),
]


def test_hostile_addresses_are_refused_as_they_are_written() -> None:
    let_through = []
    for url in (*WRITTEN, *WITH_SIGNS):
        try:
            let_through.append(parse_target(url))
        except Refused as refused:
            assert str(refused), url
    assert let_through == []
    assert len(WRITTEN) + len(WITH_SIGNS) > 100


def test_names_that_lead_to_neighbours_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    target = parse_target("https://hooks.alliance.eu/")
    for addresses in LED_TO:
        monkeypatch.setattr(socket, "getaddrinfo", answering(addresses))
        with pytest.raises(Refused):
            resolve(target)


def test_honest_addresses_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    for url, host, port, path in ALLOWED:
        target = parse_target(url)
        assert (target.host, target.port, target.path) == (host, port, path)
    monkeypatch.setattr(socket, "getaddrinfo", answering(["93.184.215.14", "2a01:4f8::1"]))
    assert resolve(target) == ["93.184.215.14", "2a01:4f8::1"]


def test_every_special_network_is_refused_from_end_to_end() -> None:
    for network in ("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "224.0.0.0/3", "fc00::/7"):
        block = ipaddress.ip_network(network)
        assert not any(is_public(block[place]) for place in (0, 1, -2, -1)), network
    assert is_public(ipaddress.ip_address("9.255.255.255"))
    assert is_public(ipaddress.ip_address("11.0.0.0"))


def answering(addresses: list[str]) -> Any:
    """A resolver that knows one answer."""

    def getaddrinfo(host: str, port: int, **kwargs: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    return getaddrinfo


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A key and a certificate for hooks.alliance.eu, which nobody but this test trusts."""
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        [
            *"openssl req -x509 -nodes -days 2 -subj /CN=hooks.alliance.eu".split(),
            *"-newkey ec -pkeyopt ec_paramgen_curve:prime256v1".split(),
            *"-addext subjectAltName=DNS:hooks.alliance.eu".split(),
            *("-keyout", key, "-out", cert),
        ],
        check=True,
        capture_output=True,
    )
    return key, cert


def test_a_name_that_changes_its_answer_is_connected_to_where_it_was_checked(
    monkeypatch: pytest.MonkeyPatch, certificate: tuple[Path, Path]
) -> None:
    """Rebinding: the second answer would be this machine. And the name stays that of the server's
    certificate and of the Host header, though it is an address that is connected to.
    """
    key, cert = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):  # would resolve the name itself
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    answers = [["93.184.215.14"], ["127.0.0.1"]]
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, **kwargs: Any) -> list[Any]:
        asked.append(host)
        return answering(answers[min(len(asked), len(answers)) - 1])(host, port)

    listener = socket.create_server(("127.0.0.1", 0))
    heard: dict[str, Any] = {}

    def serve() -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        context.sni_callback = lambda _socket, name, _context: heard.update(sni=name)
        plain, _address = listener.accept()
        with context.wrap_socket(plain, server_side=True) as secure:
            heard["request"] = b""
            # What is left unread when it hangs up would undo its answer.
            while not heard["request"].endswith(b"{}"):
                heard["request"] += secure.recv(65536)
            secure.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    connected: list[Any] = []

    def create_connection(address: Any, timeout: float) -> socket.socket:
        connected.append(address)
        plain = socket.socket()
        plain.settimeout(timeout)
        plain.connect(listener.getsockname())
        return plain

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", create_connection)
    thread = threading.Thread(target=serve)
    thread.start()
    answer = sending.post("https://hooks.alliance.eu/in", b"{}", {"webhook-id": "1"})
    thread.join()
    listener.close()
    assert (answer.status, answer.error) == (204, "")
    assert (asked, connected) == (["hooks.alliance.eu"], [("93.184.215.14", 443)])
    assert heard["sni"] == "hooks.alliance.eu"
    assert b"POST /in HTTP/1.1\r\nHost: hooks.alliance.eu\r\n" in heard["request"]


def test_a_certificate_of_somebody_else_is_refused(
    monkeypatch: pytest.MonkeyPatch, certificate: tuple[Path, Path]
) -> None:
    key, cert = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    ours, theirs = socket.socketpair()

    def serve() -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        with pytest.raises(ssl.SSLError):
            context.wrap_socket(theirs, server_side=True).recv(1)

    monkeypatch.setattr(socket, "getaddrinfo", answering(["93.184.215.14"]))
    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: ours)
    thread = threading.Thread(target=serve)
    thread.start()
    answer = sending.post("https://other.alliance.eu/", b"{}", {})
    theirs.close()
    thread.join()
    assert answer.status is None
    assert "Hostname mismatch" in answer.error


def test_one_that_stalls_the_handshake_is_left_when_its_time_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours, theirs = socket.socketpair()
    ours.settimeout(0.1)
    monkeypatch.setattr(socket, "getaddrinfo", answering(["93.184.215.14"]))
    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: ours)
    answer = sending.post("https://hooks.alliance.eu/", b"{}", {})
    theirs.close()
    assert (answer.status, answer.error) == (None, "No answer in time")
