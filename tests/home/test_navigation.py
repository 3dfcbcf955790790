"""What the menus lead to cannot vanish behind them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

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


def test_nor_does_it_vanish_on_a_day(client: Client, page: InhaltSeite) -> None:
    Navigationseintrag.objects.create(bereich=Bereich.FUSS, beschriftung="Impressum", seite=page)
    page.expire_at = timezone.now() + timedelta(days=1)
    with pytest.raises(ValidationError, match="steht in der Navigation"):
        page.full_clean()


def test_nor_its_translation(client: Client, seitenbaum: Startseite, page: InhaltSeite) -> None:
    Navigationseintrag.objects.create(bereich=Bereich.FUSS, beschriftung="Impressum", seite=page)
    english = Locale.objects.get(language_code="en")
    copy = page.copy_for_translation(english, copy_parents=True)
    copy.save_revision().publish()
    for number in range(4):
        assert WORDS in client.post(ways(copy)[number], follow=True).content.decode()
    assert InhaltSeite.objects.filter(pk=copy.pk, live=True).exists()
