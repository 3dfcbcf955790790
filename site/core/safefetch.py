"""Fetching an address that somebody typed: public hosts only, small, quick, each redirect looked at anew.

The name is resolved once and the connection goes to the address that was looked at, so that a name which
answers differently the second time leads nowhere else. https is checked against the name.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from contextlib import closing
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

MOST_REDIRECTS = 3
CONNECT_SECONDS = 5.0
REDIRECTS = {301, 302, 303, 307, 308}
PORTS = {"http": 80, "https": 443}
# Public by themselves, but leading on into networks that are not.
TUNNELS = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16")]
AGENT = "NetzwerkDerNetzwerke/1.0"


class FetchError(Exception):
    """One sentence that says why nothing was read."""


class Limited:
    """A socket that waits until the end of the whole fetch: whoever sends byte by byte wins no time."""

    deadline = 0.0
    settimeout: Any

    def recv_into(self, *args: Any) -> int:
        self.settimeout(remaining(self.deadline))
        return super().recv_into(*args)  # type: ignore[misc]  # of the socket it is mixed into


class LimitedSocket(Limited, socket.socket):
    pass


class LimitedTLSSocket(Limited, ssl.SSLSocket):
    pass


def remaining(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def fetch(url: str, *, most_bytes: int, seconds: float, accept: str) -> bytes:
    """The body behind `url`, within so many seconds for all of it. Raises `FetchError`."""
    deadline = time.monotonic() + seconds
    base = ""
    for _hop in range(MOST_REDIRECTS + 1):
        parts = checked(url, base)
        with closing(connected(parts, public_address(parts), deadline)) as connection:
            response = asked(connection, parts, accept)
            target = response.getheader("Location")
            if response.status in REDIRECTS and target:
                base, url = parts.geturl(), target
                continue
            if response.status != 200:
                raise FetchError(_("Die Adresse antwortet mit dem Fehler %s.") % response.status)
            return body(response, most_bytes)
    raise FetchError(_("Die Adresse leitet zu oft weiter."))


def checked(url: str, base: str = "") -> SplitResult:
    """The parts of an address, which may be told from another one."""
    try:
        parts = urlsplit(urljoin(base, url))
        port = parts.port
    except ValueError:
        raise FetchError(_("Das ist keine Internetadresse.")) from None
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise FetchError(_("Die Adresse muss mit https:// oder http:// beginnen."))
    if port not in (None, PORTS[parts.scheme]):
        raise FetchError(_("Die Adresse darf keine eigene Portnummer haben."))
    return parts


def public_address(parts: SplitResult) -> str:
    """Where to connect to. One address that is not public spoils all: somebody means harm."""
    try:
        found = socket.getaddrinfo(parts.hostname, PORTS[parts.scheme], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(_("Diese Website gibt es nicht.")) from None
    addresses = [str(row[4][0]) for row in found]
    if not addresses or not all(map(is_public, addresses)):
        raise FetchError(_("Diese Adresse ist nicht öffentlich."))
    return addresses[0]


def is_public(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(ip, "ipv4_mapped", None)
    if inner is not None:
        return is_public(str(inner))
    tunnel = any(ip.version == net.version and ip in net for net in TUNNELS)
    return ip.is_global and not ip.is_multicast and not tunnel


def connected(parts: SplitResult, address: str, deadline: float) -> http.client.HTTPConnection:
    port = PORTS[parts.scheme]
    try:
        plain = socket.create_connection((address, port), min(CONNECT_SECONDS, remaining(deadline)))
        sock: LimitedSocket | LimitedTLSSocket
        if parts.scheme == "https":
            plain.settimeout(min(CONNECT_SECONDS, remaining(deadline)))  # for the whole greeting
            sock = tls_context().wrap_socket(plain, server_hostname=parts.hostname)  # type: ignore[assignment]  # the class of the context
        else:
            sock = LimitedSocket(fileno=plain.detach())
    except (OSError, ValueError):
        raise FetchError(_("Die Website antwortet nicht.")) from None
    sock.deadline = deadline
    connection = http.client.HTTPConnection(address, port)
    connection.sock = sock
    return connection


def tls_context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.sslsocket_class = LimitedTLSSocket
    return context


def asked(
    connection: http.client.HTTPConnection, parts: SplitResult, accept: str
) -> http.client.HTTPResponse:
    headers = {
        "Host": parts.hostname or "",
        "User-Agent": AGENT,
        "Accept": accept,
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    target = iri_to_uri(parts._replace(scheme="", netloc="", path=parts.path or "/", fragment="").geturl())
    try:
        connection.request("GET", target, headers=headers)
        return connection.getresponse()
    except TimeoutError:
        raise FetchError(_("Die Website antwortet zu langsam.")) from None
    except (http.client.HTTPException, OSError, ValueError):
        raise FetchError(_("Die Website antwortet nicht.")) from None


def body(response: http.client.HTTPResponse, most_bytes: int) -> bytes:
    """As it comes: nothing is unpacked, for a small file may hold a huge one."""
    if response.getheader("Content-Encoding", "identity") != "identity":
        raise FetchError(_("Die Website schickt die Datei gepackt."))
    try:
        data = response.read(most_bytes + 1)
    except TimeoutError:
        raise FetchError(_("Die Website antwortet zu langsam.")) from None
    except (http.client.HTTPException, OSError, ValueError):
        raise FetchError(_("Die Verbindung ist abgebrochen.")) from None
    if len(data) > most_bytes:
        raise FetchError(_("Die Datei ist zu groß."))
    if response.length:  # of what was announced something is missing
        raise FetchError(_("Die Verbindung ist abgebrochen."))
    return data
