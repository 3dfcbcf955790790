"""Fetching an address that somebody typed: public hosts only, small, quick, each redirect looked at anew.

The name is resolved once and the connection goes to the address that was looked at, so that a name which
answers differently the second time leads nowhere else. https is checked against the name.
"""

import ipaddress
import socket
import time
from collections.abc import Iterator
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from django.utils.translation import gettext as _

MOST_REDIRECTS = 3
CHUNK = 16_384
PORTS = {"http": 80, "https": 443}
# Public by themselves, but leading on into networks that are not.
TUNNELS = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16")]
AGENT = "NetzwerkDerNetzwerke/1.0"


class FetchError(Exception):
    """One sentence that says why nothing was read."""


def fetch(url: str, *, most_bytes: int, seconds: float, accept: str) -> bytes:
    """The body behind `url`. Raises `FetchError`."""
    deadline = time.monotonic() + seconds
    for _hop in range(MOST_REDIRECTS + 1):
        parts = checked(url)
        response = opened(parts, public_address(parts), accept, deadline)
        try:
            if target := response.get_redirect_location():
                url = urljoin(url, target)
                continue
            if response.status != 200:
                raise FetchError(_("Die Adresse antwortet mit dem Fehler %s.") % response.status)
            return b"".join(chunks(response, most_bytes, deadline))
        finally:
            response.release_conn()
            response.close()
    raise FetchError(_("Die Adresse leitet zu oft weiter."))


def checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
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


def opened(parts: SplitResult, address: str, accept: str, deadline: float) -> urllib3.BaseHTTPResponse:
    left = max(0.1, deadline - time.monotonic())
    timeout = urllib3.Timeout(connect=min(5, left), read=min(5, left))
    port = PORTS[parts.scheme]
    pool: urllib3.HTTPConnectionPool
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            address, port, timeout=timeout, server_hostname=parts.hostname, assert_hostname=parts.hostname,
            cert_reqs="CERT_REQUIRED",
        )  # fmt: skip
    else:
        pool = urllib3.HTTPConnectionPool(address, port, timeout=timeout)
    headers = {
        "Host": parts.hostname or "",
        "User-Agent": AGENT,
        "Accept": accept,
        "Accept-Encoding": "identity",
    }
    target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    try:
        return pool.request(
            "GET", target, headers=headers, retries=False, redirect=False, preload_content=False
        )
    except (urllib3.exceptions.HTTPError, OSError, ValueError):
        raise FetchError(_("Die Website antwortet nicht.")) from None


def chunks(response: urllib3.BaseHTTPResponse, most_bytes: int, deadline: float) -> Iterator[bytes]:
    """As it comes: nothing is unpacked, for a small file may hold a huge one."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise FetchError(_("Die Website schickt die Datei gepackt."))
    read = 0
    try:
        while chunk := response.read1(CHUNK, decode_content=False):
            read += len(chunk)
            if read > most_bytes:
                raise FetchError(_("Die Datei ist zu groß."))
            if time.monotonic() > deadline:
                raise FetchError(_("Die Website antwortet zu langsam."))
            yield chunk
    except (urllib3.exceptions.HTTPError, OSError):
        raise FetchError(_("Die Verbindung ist abgebrochen.")) from None
