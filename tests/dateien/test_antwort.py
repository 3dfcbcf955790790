"""How files are answered: headers, queries, odd addresses, every kind of storage."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import Bildfassung
from netzwerke.models import Netzwerk
from tests.core.test_umgebung import production, values
from tests.dateien.conftest import Als, address, committed, page_of, paper, picture

pytestmark = pytest.mark.django_db


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_a_public_picture_says_that_everybody_may_keep_it(als: Als, netzwerk_a: Netzwerk) -> None:
    page_of(netzwerk_a, file := picture(netzwerk_a))
    path = address(file)
    for role in "VE":
        response = als(role).get(path)
        assert response["Cache-Control"] == "public, max-age=3600"
        assert response["Content-Type"] == "image/png"
        assert b"".join(response.streaming_content)[:4] == b"\x89PNG"
        assert not response.cookies


def test_an_unchanged_picture_is_not_sent_again(als: Als, netzwerk_a: Netzwerk) -> None:
    page_of(netzwerk_a, file := picture(netzwerk_a))
    client, path = als("V"), address(file)
    etag = client.get(path)["ETag"]
    again = client.get(path, headers={"if-none-match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert again["Cache-Control"] == "public, max-age=3600"
    assert client.get(path, headers={"if-none-match": '"anders"'}).status_code == 200


def test_what_not_everybody_sees_is_kept_by_nobody(als: Als, netzwerk_a: Netzwerk) -> None:
    path = address(picture(netzwerk_a))
    etag = f'"{Bildfassung.objects.get().pk}-{Bildfassung.objects.get().image.file_hash}"'
    for role in "VE":
        response = als(role).get(path, headers={"if-none-match": etag})
        assert response.status_code in {200, 302}
        assert response["Cache-Control"] == "private, no-store"


def test_a_document_not_for_everybody_does_not_confirm_its_contents(als: Als, netzwerk_a: Netzwerk) -> None:
    file = paper(netzwerk_a)
    response = als("V").get(file.url, headers={"if-none-match": f'"{file.file_hash}"'})
    assert (response.status_code, response["Cache-Control"]) == (302, "private, no-store")


@pytest.mark.parametrize("pages", [1, 3])
def test_a_public_picture_costs_no_query_once_it_is_known(
    pages: int, als: Als, netzwerk_a: Netzwerk, netzwerk_b: Netzwerk
) -> None:
    file = picture(netzwerk_a)
    page_of(netzwerk_a, file)
    if pages == 3:
        page_of(netzwerk_b, file)
        netzwerk_b.logo = file
        netzwerk_b.save()
    client, path = als("V"), address(file)
    committed()
    assert queries(client, path) <= 4
    assert queries(client, path) == 0


def test_an_editors_picture_costs_the_same_with_one_and_with_three(als: Als, netzwerk_a: Netzwerk) -> None:
    client = als("E")
    first = address(picture(netzwerk_a))
    one = [queries(client, first), queries(client, first)]
    assert one == [9, 7]  # the second time it is known that not everybody may see it
    more = [address(picture(netzwerk_a)) for _ in range(3)]
    committed()
    assert [[queries(client, path), queries(client, path)] for path in more] == [one] * 3


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_are_only_read(method: str, als: Als, netzwerk_a: Netzwerk) -> None:
    for path in (address(picture(netzwerk_a)), paper(netzwerk_a).url):
        assert getattr(als("E"), method)(path).status_code == 405


ODD = [
    "/media/",
    "/media/images/",
    "/media/images/../../db.sqlite3",
    "/media/images/..%2f..%2fdb.sqlite3",
    "/media/images/%2e%2e/%2e%2e/db.sqlite3",
    "/media/images/..",
    "/media/images/a%00.png",
    "/media/images//etc/passwd",
    "/media/images/" + "a" * 5000 + ".png",
    "/media/documents/x.pdf",
    "/media/original_images/../documents/x.pdf",
    "/media/wagtail_uploads/x.pdf",
    "/media/images/" + "%F0%9F%92%A9" * 40,
    "/dokumente/99999999999999999999999/x.pdf",
    "/dokumente/1/../../etc/passwd",
    "/dokumente/%D9%A1/x.pdf",
    "/dokumente/1/" + "x" * 5000,
    "/dokumente/authenticate_with_password/1/",
]


@pytest.mark.parametrize("path", ODD, ids=lambda path: path[:50])
@pytest.mark.parametrize("role", "VS")
def test_odd_addresses_lead_nowhere(path: str, role: str, als: Als) -> None:
    default_storage.save("documents/x.pdf", ContentFile(b"geheim"))
    assert als(role).get(path).status_code in {302, 400, 404}


def test_a_picture_whose_file_is_lost_is_missing(als: Als, netzwerk_a: Netzwerk) -> None:
    page_of(netzwerk_a, file := picture(netzwerk_a))
    path = address(file)
    default_storage.delete(path.removeprefix("/media/"))
    assert als("V").get(path).status_code == 404


def test_the_proxy_is_told_where_the_picture_lies(
    als: Als, netzwerk_a: Netzwerk, settings: pytest.FixtureRequest
) -> None:
    settings.MEDIA_ACCEL = "/_media/"  # type: ignore[attr-defined]  # pytest-django's settings
    shown, hidden = picture(netzwerk_a), picture(netzwerk_a)
    page_of(netzwerk_a, shown)
    response = als("V").get(address(shown))
    assert response["X-Accel-Redirect"] == f"/_media/{address(shown).removeprefix('/media/')}"
    assert (response.content, response["Content-Type"]) == (b"", "image/png")
    refused = als("V").get(address(hidden))
    assert (refused.status_code, "X-Accel-Redirect" in refused) == (302, False)


class RemoteStorage(Storage):
    """Like S3: files have no path here, and an address elsewhere."""

    files: dict[str, bytes] = {}

    def _open(self, name: str, mode: str = "rb") -> ContentFile:
        return ContentFile(self.files[name], name)

    def _save(self, name: str, content: BytesIO) -> str:
        content.seek(0)
        self.files[name] = content.read()
        return name

    def exists(self, name: str) -> bool:
        return name in self.files

    def delete(self, name: str) -> None:
        self.files.pop(name, None)

    def size(self, name: str) -> int:
        return len(self.files[name])

    def url(self, name: str | None) -> str:
        return f"https://bucket.example.org/{name}"


@pytest.fixture
def elsewhere(settings: pytest.FixtureRequest) -> Iterator[None]:
    storages = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.RemoteStorage"}}  # type: ignore[attr-defined]  # as above
    settings.STORAGES = storages  # type: ignore[attr-defined]  # as above
    yield
    RemoteStorage.files.clear()


def test_another_storage_has_the_same_addresses(elsewhere: None, als: Als, netzwerk_a: Netzwerk) -> None:
    shown, hidden, text = picture(netzwerk_a), picture(netzwerk_a), paper(netzwerk_a)
    page_of(netzwerk_a, shown, text)
    client = als("V")
    assert address(shown).startswith("/media/images/")
    response = client.get(address(shown))
    assert b"".join(response.streaming_content) == RemoteStorage.files[address(shown).removeprefix("/media/")]
    assert client.get(address(hidden)).status_code == 302
    assert b"".join(client.get(text.url).streaming_content)[:4] == b"%PDF"


def test_nothing_else_gives_out_uploads(client: Client) -> None:
    name = default_storage.save("offen.txt", ContentFile(b"x"))
    assert client.get(f"{settings.MEDIA_URL}{name}").status_code == 404


@pytest.mark.parametrize("location", ["_media/", "/_media", "/", "https://example.org/", "/a b/"])
def test_the_internal_location_is_a_path(location: str, tmp_path: Path) -> None:
    result = production(["DEBUG"], tmp_path, MEDIA_ACCEL=location)
    assert result.stderr.splitlines()[-1].endswith("begins and ends with a slash, like /_media/")


def test_the_internal_location_is_read_from_the_environment(tmp_path: Path) -> None:
    assert values(["MEDIA_ACCEL"], tmp_path, MEDIA_ACCEL="/_media/") == {"MEDIA_ACCEL": "/_media/"}
    assert values(["MEDIA_ACCEL"], tmp_path) == {"MEDIA_ACCEL": ""}
