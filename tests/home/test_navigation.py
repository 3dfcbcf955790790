"""What the menus lead to cannot vanish behind them."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from home.gruppen import gruppen_einrichten
from home.models import Bereich, InhaltSeite, Navigationseintrag, Startseite
from tests.factories.konten import mit_zweitem_faktor

WORDS = "steht in der Navigation. Bitte nehmen Sie den Eintrag „Impressum“ dort zuerst heraus."


@pytest.fixture
def client(superuser: User, seitenbaum: Startseite) -> Client:
    gruppen_einrichten()
    client = Client()
    client.force_login(mit_zweitem_faktor(superuser))
    return client


@pytest.fixture
def page(seitenbaum: Startseite) -> InhaltSeite:
    parent = seitenbaum.add_child(instance=InhaltSeite(title="Rechtliches", slug="recht"))
    return parent.add_child(instance=InhaltSeite(title="Impressum", slug="impressum"))


def ways(page: InhaltSeite) -> list[str]:
    bulk = [
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", act]) for act in ("delete", "unpublish")
    ]
    one = [reverse(f"wagtailadmin_pages:{act}", args=[page.pk]) for act in ("delete", "unpublish")]
    return [*one, *(f"{url}?id={page.pk}" for url in bulk)]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("above", [False, True])
def test_a_page_in_a_menu_stays_until_it_is_taken_out(
    number: int, above: bool, client: Client, page: InhaltSeite
) -> None:
    entry = Navigationseintrag.objects.create(bereich=Bereich.FUSS, beschriftung="Impressum", seite=page)
    target = page.get_parent().specific if above else page
    answer = client.post(ways(target)[number], follow=True)
    assert WORDS in answer.content.decode()
    page.refresh_from_db()
    assert page.live
    entry.delete()
    client.post(ways(target)[number])
    gone = InhaltSeite.objects.filter(pk=target.pk, live=True)
    assert not gone.exists()
