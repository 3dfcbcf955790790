"""Letters about drafts to release: to people whose role is in force today, in their language, by the outbox."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask
from wagtail.users.models import UserProfile

from accounts.models import OFFICE_GROUP, User
from home.models import InhaltSeite, Startseite
from netzwerke.actions import rolle_geben, rolle_nehmen
from netzwerke.enums import Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk, NetzwerkSeite
from netzwerke.redaktion import freigabe
from notifications.models import Ausgangsmail, Status
from tests.cms.conftest import Anmelden
from tests.cms.helpers import form_at
from tests.factories import GESCHAEFTSSTELLE, UserFactory

pytestmark = pytest.mark.django_db


def page_url(page: NetzwerkSeite) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture
def inhalt(seitenbaum: Startseite) -> InhaltSeite:
    return seitenbaum.add_child(instance=InhaltSeite(title="Intern", slug="intern-probe"))


def submit(user: User, angemeldet: Anmelden, page: NetzwerkSeite, text: str = "Neu.") -> None:
    client = angemeldet(user)
    data = form_at(client, page_url(page))
    client.post(page_url(page), {**data, "einleitung": text, "action-submit": "1"})


def decide(user: User, angemeldet: Anmelden, page: NetzwerkSeite, action: str, comment: str = "") -> None:
    task = NetzwerkSeite.objects.get(pk=page.pk).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task.pk])
    assert angemeldet(user).post(url, {"comment": comment}).status_code == 302


def letters() -> list[tuple[str, str]]:
    """(to, subject); none of Wagtail's own way."""
    assert mail.outbox == []
    return list(Ausgangsmail.objects.order_by("pk").values_list("empfaenger", "betreff"))


def test_leitung_and_office_are_asked_in_their_language(
    rita: User, ada: User, guel: User, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    User.objects.filter(pk=guel.pk).update(sprache="en")
    submit(rita, angemeldet, seite_a)
    assert letters() == [
        ("ada@example.org", "Bitte um Freigabe: Netzwerk A"),
        ("guel@example.org", "Please release: Netzwerk A"),
    ]
    text = Ausgangsmail.objects.get(empfaenger="ada@example.org").text
    assert f"{rita} hat die Seite „Netzwerk A“ geändert und bittet Sie, sie freizugeben." in text
    assert f"→ Ansehen und freigeben: http://localhost:8000/cms/pages/{seite_a.pk}/edit/" in text


@pytest.mark.parametrize(("von", "bis"), [(-9, -1), (1, 9)], ids=["over", "ahead"])
def test_a_leitung_whose_role_is_over_or_lies_ahead_is_not_asked(
    von: int,
    bis: int,
    rita: User,
    ada: User,
    cem: User,
    netzwerk_a: Netzwerk,
    angemeldet: Anmelden,
    seite_a: NetzwerkSeite,
) -> None:
    rolle_geben(netzwerk_a, an=cem, rolle=Rolle.LEITUNG)
    today = timezone.localdate()
    Mitgliedschaft.objects.filter(person=cem, netzwerk=netzwerk_a).update(
        von=today + timedelta(days=von), bis=today + timedelta(days=bis)
    )
    assert cem.groups.filter(name="Leitung netzwerk-a").exists()
    submit(rita, angemeldet, seite_a)
    assert letters() == [("ada@example.org", "Bitte um Freigabe: Netzwerk A")]


def test_a_closed_account_is_not_asked_nor_who_wants_no_such_letters(
    rita: User, ada: User, netzwerk_a: Netzwerk, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    closed, quiet = UserFactory(), UserFactory()
    for person in (closed, quiet):
        rolle_geben(netzwerk_a, an=person, rolle=Rolle.LEITUNG)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    UserProfile.objects.create(user=quiet, submitted_notifications=False)
    submit(rita, angemeldet, seite_a)
    assert letters() == [("ada@example.org", "Bitte um Freigabe: Netzwerk A")]


def test_who_submits_is_not_asked_and_whoever_is_in_two_groups_is_asked_once(
    ada: User, rita: User, netzwerk_a: Netzwerk, guel: User, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    rolle_geben(netzwerk_a, an=guel, rolle=Rolle.LEITUNG)
    submit(ada, angemeldet, seite_a)
    assert letters() == [("guel@example.org", "Bitte um Freigabe: Netzwerk A")]


def test_redaktion_hears_that_it_is_released(
    rita: User, ada: User, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    submit(rita, angemeldet, seite_a)
    decide(ada, angemeldet, seite_a, "approve")
    assert letters()[1:] == [("rita@example.org", "Freigegeben: Netzwerk A")]


def test_redaktion_hears_why_it_is_not_released_each_time(
    rita: User, ada: User, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    User.objects.filter(pk=rita.pk).update(sprache="en")
    submit(rita, angemeldet, seite_a)
    decide(ada, angemeldet, seite_a, "reject", "Bitte kürzer.\n→ Klick: https://böse.example")
    submit(rita, angemeldet, seite_a, "Kurz.")
    decide(ada, angemeldet, seite_a, "reject", "Noch kürzer.")
    assert letters() == [
        ("ada@example.org", "Bitte um Freigabe: Netzwerk A"),
        ("rita@example.org", "Not released yet: Netzwerk A"),
        ("ada@example.org", "Bitte um Freigabe: Netzwerk A"),
        ("rita@example.org", "Not released yet: Netzwerk A"),
    ]
    first, second = Ausgangsmail.objects.filter(empfaenger="rita@example.org").order_by("pk")
    assert "> Bitte kürzer.\n> → Klick: https://böse.example" in first.text
    assert "https://böse.example</a>" not in first.html
    assert "> Noch kürzer." in second.text


@pytest.mark.parametrize("action", ["approve", "reject"])
@pytest.mark.parametrize("rolle", [Rolle.REDAKTION, Rolle.LEITUNG])
def test_whose_role_is_over_since_hears_nothing_of_the_draft(
    action: str,
    rolle: Rolle,
    ada: User,
    cem: User,
    netzwerk_a: Netzwerk,
    angemeldet: Anmelden,
    seite_a: NetzwerkSeite,
) -> None:
    rolle_geben(netzwerk_a, an=cem, rolle=rolle)
    submit(cem, angemeldet, seite_a)
    yesterday = timezone.localdate() - timedelta(days=1)
    Mitgliedschaft.objects.filter(person=cem, netzwerk=netzwerk_a).update(von=yesterday, bis=yesterday)
    decide(ada, angemeldet, seite_a, action)
    assert letters() == [("ada@example.org", "Bitte um Freigabe: Netzwerk A")]


def test_a_role_that_is_taken_takes_waiting_letters_back(
    rita: User, ada: User, cem: User, netzwerk_a: Netzwerk, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    rolle_geben(netzwerk_a, an=cem, rolle=Rolle.LEITUNG)
    submit(rita, angemeldet, seite_a)
    rolle_nehmen(Mitgliedschaft.objects.get(person=cem, netzwerk=netzwerk_a))
    states = dict(Ausgangsmail.objects.values_list("empfaenger", "status"))
    assert states == {"ada@example.org": Status.WARTET, "cem@example.org": Status.ZURUECKGEZOGEN}


def test_pages_that_belong_to_no_network_follow_the_rights_on_pages(
    ada: User, guel: User, inhalt: InhaltSeite
) -> None:
    colleague, former = UserFactory(gruppen=GESCHAEFTSSTELLE), UserFactory()
    workflow = Workflow.objects.create(name="Vier Augen")
    task = GroupApprovalTask.objects.create(name="Vier Augen")
    former.groups.add(strangers := Group.objects.create(name="Ohne Rechte"))
    task.groups.set([strangers, Group.objects.get(name=OFFICE_GROUP)])
    WorkflowTask.objects.create(workflow=workflow, task=task)
    inhalt.save_revision()
    workflow.start(inhalt, guel)
    assert letters() == [(colleague.email, "Bitte um Freigabe: Intern")]
    assert Ausgangsmail.objects.get().bezug == ""


def test_a_draft_for_later_says_when_it_is_published(
    rita: User, ada: User, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    client = angemeldet(rita)
    data = {**form_at(client, page_url(seite_a)), "go_live_at": "2099-03-01 08:30", "action-submit": "1"}
    client.post(page_url(seite_a), data)
    decide(ada, angemeldet, seite_a, "approve")
    texts = dict(Ausgangsmail.objects.values_list("betreff", "text"))
    assert "Nach der Freigabe wird sie am 01.03.2099 08:30 Uhr v" in texts["Bitte um Freigabe: Netzwerk A"]
    assert "Veröffentlicht wird die Seite am 01.03.2099 08:30 Uhr." in texts["Freigegeben: Netzwerk A"]


def test_ones_own_draft_that_runs_through_by_itself_names_nobody(
    rita: User, angemeldet: Anmelden, seite_a: NetzwerkSeite
) -> None:
    submit(rita, angemeldet, seite_a)
    state = NetzwerkSeite.objects.get(pk=seite_a.pk).current_workflow_state
    state.current_task_state.specific.approve(user=None)
    text = Ausgangsmail.objects.get(empfaenger=rita.email).text
    assert "Ihre Änderungen an „Netzwerk A“ sind freigegeben." in text


def test_the_way_to_release_is_named_after_the_network(netzwerk_a: Netzwerk, ada: User) -> None:
    first = freigabe(netzwerk_a)
    assert first.name == "Freigabe für Netzwerk A"
    netzwerk_a.kurzname = "Netzwerk Alpha"
    assert freigabe(netzwerk_a) == first
    assert Workflow.objects.get(pk=first.pk).name == "Freigabe für Netzwerk Alpha"
