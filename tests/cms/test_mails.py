"""Mails about pages: to those who work on the page today, and about the network they are about."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.admin.views.pages import edit
from wagtail.models import PageSubscription, WorkflowState

from accounts.models import User
from netzwerke.actions import rolle_geben, rolle_nehmen
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk, NetzwerkSeite
from notifications.models import Ausgangsmail, Status
from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "notifications.backends.OutboxBackend"


@pytest.fixture
def submitted(seite_a: NetzwerkSeite, rita: User, ada: User) -> WorkflowState:
    """Rita asked for a release; the mails about that are gone."""
    state = seite_a.get_workflow().start(seite_a, rita)
    Ausgangsmail.objects.all().delete()
    return state


def mails() -> list[tuple[str, str]]:
    return sorted(Ausgangsmail.objects.values_list("empfaenger", "bezug"))


def end_by_date(user: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    user.mitgliedschaften.update(von=yesterday, bis=yesterday)


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_a_submission_is_told_to_the_leitung_as_about_the_network(
    seite_a: NetzwerkSeite, netzwerk_a: Netzwerk, rita: User, ada: User
) -> None:
    seite_a.get_workflow().start(seite_a, rita)
    assert mails() == [(ada.email, f"netzwerk:{netzwerk_a.pk}")]


@pytest.mark.parametrize("answer", ["approve", "reject"])
@pytest.mark.parametrize("ended", ["no", "taken", "by date"])
def test_the_answer_goes_to_who_asked_while_the_role_is_in_force(
    answer: str, ended: str, submitted: WorkflowState, rita: User, ada: User, netzwerk_a: Netzwerk
) -> None:
    if ended == "taken":
        rolle_nehmen(rita.mitgliedschaften.get())
    elif ended == "by date":
        end_by_date(rita)
    Ausgangsmail.objects.all().delete()
    getattr(submitted.current_task_state.specific, answer)(user=fresh(ada))
    assert mails() == ([(rita.email, f"netzwerk:{netzwerk_a.pk}")] if ended == "no" else [])


def told_of_comments(page: NetzwerkSeite, people: list[User], editor: User) -> list[tuple[str, str]]:
    context = {"page": page, "editor": editor, "new_comments": [], "resolved_comments": [],
               "deleted_comments": [], "replied_comments": []}  # fmt: skip
    edit.send_notification([fresh(user) for user in people], "updated_comments", context)
    return mails()


def test_comments_are_told_to_those_who_still_write(
    seite_a: NetzwerkSeite, netzwerk_a: Netzwerk, rita: User, ada: User, ben: User, guel: User
) -> None:
    late, closed = UserFactory(), UserFactory(is_active=False)
    rolle_geben(netzwerk_a, an=late, rolle=Rolle.LEITUNG)
    end_by_date(late)
    people = [rita, ada, ben, guel, late, closed]
    about = f"netzwerk:{netzwerk_a.pk}"
    expected = sorted((user.email, about) for user in (rita, ada, guel))
    assert told_of_comments(seite_a, people, ada) == expected


def test_whose_role_is_taken_follows_no_comments_any_more(
    seite_a: NetzwerkSeite, seite_b: NetzwerkSeite, netzwerk_b: Netzwerk, rita: User
) -> None:
    rolle_geben(netzwerk_b, an=rita, rolle=Rolle.REDAKTION)
    for page in (seite_a, seite_b):
        PageSubscription.objects.create(user=rita, page=page.page_ptr, comment_notifications=True)
    rolle_nehmen(rita.mitgliedschaften.get(netzwerk=netzwerk_b))
    assert list(PageSubscription.objects.values_list("page", flat=True)) == [seite_a.pk]


def test_who_still_writes_by_another_role_follows_on(
    seite_a: NetzwerkSeite, netzwerk_a: Netzwerk, rita: User, ada: User
) -> None:
    rolle_geben(netzwerk_a, an=rita, rolle=Rolle.LEITUNG)
    PageSubscription.objects.create(user=rita, page=seite_a.page_ptr, comment_notifications=True)
    rolle_nehmen(rita.mitgliedschaften.get(rolle=Rolle.REDAKTION))
    assert PageSubscription.objects.count() == 1


def test_a_waiting_mail_of_wagtail_is_taken_back_with_the_role(
    seite_a: NetzwerkSeite, netzwerk_a: Netzwerk, rita: User, ada: User
) -> None:
    rolle_geben(netzwerk_a, an=rita, rolle=Rolle.LEITUNG)
    seite_a.get_workflow().start(seite_a, rita)
    rolle_nehmen(ada.mitgliedschaften.get())
    assert (
        Ausgangsmail.objects.get(empfaenger=ada.email, betreff__contains="A").status == Status.ZURUECKGEZOGEN
    )
