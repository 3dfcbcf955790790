"""The outbox: queued with the fact it tells about, delivered at least once, never lost."""

import smtplib
import socketserver
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives, send_mail
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from notifications import delivery
from notifications.actions import (
    FEW,
    einmaliger_schluessel,
    mail_entwerfen,
    mails_an_adresse_zurueckziehen,
    mails_einreihen,
)
from notifications.management.commands import worker
from notifications.models import Ausgangsmail, Status
from tests.factories.mails import wartende_mail

pytestmark = pytest.mark.django_db


def fresh(mail: Ausgangsmail) -> Ausgangsmail:
    return Ausgangsmail.objects.get(pk=mail.pk)


# --- A small SMTP server ---


class SmtpHandler(socketserver.StreamRequestHandler):
    """Speaks just enough SMTP, and gives the answers that `server.answers` names."""

    def handle(self) -> None:
        server: Any = self.server
        self.say("220 bereit")
        for line in iter(lambda: self.rfile.readline().decode().strip(), ""):
            word = line.split(":")[0].split()[0].upper()
            if word == "QUIT":
                self.say("221 ciao")
                return
            if word == "DATA" and "DATA" not in server.answers:
                self.say("354 los")
                server.mails.append(self.body())
                self.say(server.answers.get("END", "250 ok"))
                continue
            self.say(server.answers.get(word, "250 ok"))

    def body(self) -> str:
        lines = iter(lambda: self.rfile.readline().decode(), ".\r\n")
        return "".join(lines)

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def smtp(settings: Any) -> Iterator[Any]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), SmtpHandler) as server:
        server.daemon_threads = True
        server.mails, server.answers = [], {}  # type: ignore[attr-defined]  # attributes of this server
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.MAIL_TRANSPORT = {
            "backend": "django.core.mail.backends.smtp.EmailBackend",
            "host": "127.0.0.1",
            "port": server.server_address[1],
            "timeout": 5,
        }
        yield server
        server.shutdown()


# --- Queueing ---


def test_a_mail_is_queued_with_the_fact_it_tells_about() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 — the rollback is what is tried
        wartende_mail()
        raise ZeroDivisionError
    assert Ausgangsmail.objects.count() == 0
    assert django_mail.outbox == []


def test_the_same_occasion_is_told_once_to_each_person() -> None:
    first, second = wartende_mail(), wartende_mail(text="anders")
    other = wartende_mail(empfaenger="b@example.org")
    later = wartende_mail(schluessel="probe2")
    assert first.pk == second.pk
    assert Ausgangsmail.objects.count() == 3
    assert fresh(first).text == "Text"
    assert len({first.message_id, other.message_id, later.message_id}) == 3


def test_keys_for_repeated_occasions_never_repeat() -> None:
    assert len({einmaliger_schluessel("reset") for _ in range(100)}) == 100


def test_a_line_break_in_a_subject_cannot_end_the_header() -> None:
    mail = wartende_mail(betreff="Hallo\r\nBcc: fremd@example.org\n\nText")
    assert fresh(mail).betreff == "Hallo Bcc: fremd@example.org Text"
    delivery.deliver(mail)
    assert django_mail.outbox[0].recipients() == ["a@example.org"]
    assert django_mail.outbox[0].message()["Bcc"] is None


@pytest.mark.parametrize(
    "fields",
    [
        {"empfaenger": "a@example.org\nBcc: fremd@example.org"},
        {"absender": "ich@example.org\r\nBcc: fremd@example.org"},
        {"kopfzeilen": {"X-Anlass": "a\nBcc: fremd@example.org"}},
    ],
)
def test_a_mail_that_cannot_be_built_is_given_up_and_the_others_go_out(fields: dict[str, Any]) -> None:
    broken, good = wartende_mail("kaputt", **fields), wartende_mail("gut", empfaenger="b@example.org")
    assert delivery.deliver_due() == 2
    assert (fresh(broken).status, fresh(good).status) == (Status.AUFGEGEBEN, Status.GESENDET)
    assert fresh(broken).fehler.startswith("BadHeaderError")
    assert [mail.to for mail in django_mail.outbox] == [["b@example.org"]]


def test_a_mail_with_a_broken_attachment_does_not_stop_the_others() -> None:
    broken = wartende_mail("kaputt")
    Ausgangsmail.objects.update(anhaenge=[{"name": "x"}])
    good = wartende_mail("gut")
    delivery.deliver_due()
    assert fresh(good).status == Status.GESENDET
    assert (fresh(broken).status, fresh(broken).versuche) == (Status.WARTET, 1)


def test_what_one_person_waits_for_overtakes_letters_to_many() -> None:
    mails_einreihen(
        [
            mail_entwerfen(f"liste:{n}", empfaenger=f"p{n}@example.org", betreff="B", text="T")
            for n in range(FEW + 1)
        ]
    )
    wartende_mail("passwort", empfaenger="eilig@example.org")
    assert delivery.deliver_due(2) == 2
    assert [mail.to for mail in django_mail.outbox] == [["eilig@example.org"], ["p0@example.org"]]


# --- Django's own mails ---


@pytest.fixture
def outbox_backend(settings: Any) -> None:
    settings.EMAIL_BACKEND = "notifications.backends.OutboxBackend"


def test_what_django_sends_goes_into_the_outbox(outbox_backend: None) -> None:
    sent = send_mail(
        "Betreff", "Text", "ich@example.org", ["a@example.org", "b@example.org"], html_message="<p>T</p>"
    )
    rows = Ausgangsmail.objects.order_by("empfaenger")
    assert sent == 1
    assert [(m.empfaenger, m.betreff, m.text, m.html, m.absender) for m in rows] == [
        ("a@example.org", "Betreff", "Text", "<p>T</p>", "ich@example.org"),
        ("b@example.org", "Betreff", "Text", "<p>T</p>", "ich@example.org"),
    ]
    assert django_mail.outbox == []


def test_headers_answers_and_attachments_survive_the_outbox(outbox_backend: None) -> None:
    message = EmailMultiAlternatives(
        "B", "T", "ich@example.org", ["a@example.org"], cc=["c@example.org"], bcc=["a@example.org"],
        reply_to=["antwort@example.org"], headers={"X-Anlass": "probe"},
    )  # fmt: skip
    message.attach("a.txt", "Ä", "text/plain")
    message.attach("b.bin", b"\x00\xff", "application/octet-stream")
    message.send()
    delivery.deliver_due()
    assert [m.to for m in django_mail.outbox] == [["a@example.org"], ["c@example.org"]]
    sent = django_mail.outbox[0]
    built = sent.message()
    assert (built["Reply-To"], built["X-Anlass"]) == ("antwort@example.org", "probe")
    assert built["Auto-Submitted"] == "auto-generated"
    assert built["Cc"] is None
    assert built["Bcc"] is None
    assert [(name, content) for name, content, _ in sent.attachments] == [
        ("a.txt", "Ä"),
        ("b.bin", b"\x00\xff"),
    ]


def test_a_mail_without_recipients_is_no_mail(outbox_backend: None) -> None:
    assert EmailMultiAlternatives("B", "T", "ich@example.org", []).send() == 0
    assert Ausgangsmail.objects.count() == 0


# --- Delivery ---


def test_a_delivered_mail_carries_text_html_and_its_message_id(smtp: Any) -> None:
    mail = wartende_mail(betreff="Grüße", text="Schöne Grüße", html="<p>Schöne Grüße</p>")
    assert delivery.deliver_due() == 1
    sent = fresh(mail)
    assert (sent.status, sent.versuche, sent.fehler) == (Status.GESENDET, 1, "")
    assert sent.gesendet is not None
    assert f"Message-ID: {mail.message_id}" in smtp.mails[0]
    assert "multipart/alternative" in smtp.mails[0]
    assert delivery.deliver_due() == 0
    assert len(smtp.mails) == 1


def test_a_failure_waits_longer_each_time_and_gives_up_at_the_end(smtp: Any) -> None:
    smtp.answers["END"] = "451 später"
    mail = wartende_mail()
    waits = []
    for attempt in range(1, len(delivery.BACK_OFF) + 2):
        with time_machine.travel(fresh(mail).naechster_versuch, tick=False):
            assert delivery.deliver_due() == 1
            assert delivery.deliver_due() == 0, "not before it is due again"
            assert fresh(mail).versuche == attempt
            waits.append(fresh(mail).naechster_versuch - timezone.now())
    assert waits[:-1] == delivery.BACK_OFF
    assert fresh(mail).status == Status.AUFGEGEBEN
    assert fresh(mail).fehler.startswith("SMTPDataError: (451")


@pytest.mark.parametrize("answers", [{"RCPT": "550 unbekannt"}, {"END": "554 abgelehnt"}])
def test_a_final_answer_ends_it_at_once(answers: dict[str, str], smtp: Any) -> None:
    smtp.answers.update(answers)
    mail = wartende_mail()
    delivery.deliver_due()
    assert (fresh(mail).status, fresh(mail).versuche) == (Status.AUFGEGEBEN, 1)


@pytest.mark.parametrize(
    "answers", [{"RCPT": "450 Postfach belegt"}, {"MAIL": "421 zu viele"}, {"DATA": "451 gleich"}]
)
def test_a_temporary_answer_is_tried_again(answers: dict[str, str], smtp: Any) -> None:
    smtp.answers.update(answers)
    mail = wartende_mail()
    delivery.deliver_due()
    assert (fresh(mail).status, fresh(mail).versuche) == (Status.WARTET, 1)
    smtp.answers.clear()
    with time_machine.travel(timezone.now() + delivery.BACK_OFF[0], tick=False):
        delivery.deliver_due()
    assert (fresh(mail).status, fresh(mail).versuche) == (Status.GESENDET, 2)


def test_a_server_that_is_down_loses_nothing(settings: Any) -> None:
    settings.MAIL_TRANSPORT = {
        "backend": "django.core.mail.backends.smtp.EmailBackend", "host": "127.0.0.1", "port": 1, "timeout": 1,
    }  # fmt: skip
    mails = [wartende_mail(f"k{i}") for i in range(3)]
    assert delivery.deliver_due() == 3
    assert {fresh(mail).status for mail in mails} == {Status.WARTET}
    settings.MAIL_TRANSPORT = {"backend": "django.core.mail.backends.locmem.EmailBackend"}
    with time_machine.travel(timezone.now() + timedelta(minutes=1, seconds=5), tick=False):
        assert delivery.deliver_due() == 3
    assert len(django_mail.outbox) == 3


def test_a_wrong_password_is_no_reason_to_give_up() -> None:
    assert not delivery.is_permanent(smtplib.SMTPAuthenticationError(535, b"falsch"))


def test_after_a_crash_between_sending_and_noting_the_same_message_id_goes_out_again(smtp: Any) -> None:
    mail = wartende_mail()
    claimed = delivery.due()
    assert claimed is not None
    delivery.as_message(claimed).send()  # the worker dies here
    assert delivery.deliver_due() == 0, "the claim still holds"
    with time_machine.travel(timezone.now() + delivery.CLAIM, tick=False):
        assert delivery.deliver_due() == 1
    assert [body.count(f"Message-ID: {mail.message_id}") for body in smtp.mails] == [1, 1]
    assert fresh(mail).status == Status.GESENDET


def test_the_oldest_due_mail_goes_first() -> None:
    for minutes in (1, 3, 2):
        mail = wartende_mail(f"k{minutes}", betreff=f"vor {minutes}")
        Ausgangsmail.objects.filter(pk=mail.pk).update(
            naechster_versuch=timezone.now() - timedelta(minutes=minutes)
        )
    delivery.deliver_due()
    assert [m.subject for m in django_mail.outbox] == ["vor 3", "vor 2", "vor 1"]


def test_a_round_is_bounded() -> None:
    for i in range(4):
        wartende_mail(f"k{i}")
    assert delivery.deliver_due(3) == 3
    assert Ausgangsmail.objects.faellig().count() == 1


# --- Two workers ---


def race(take: Any, workers: int = 4) -> None:
    gate = threading.Barrier(workers)

    def run() -> None:
        gate.wait()
        take()
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a race needs a database with rows locked")
def test_several_workers_deliver_each_mail_once(smtp: Any) -> None:
    for i in range(20):
        wartende_mail(f"k{i}")
    race(delivery.deliver_due)
    identifiers = [line for body in smtp.mails for line in body.splitlines() if line.startswith("Message-ID")]
    assert len(identifiers) == len(set(identifiers)) == 20


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a race needs a database with rows locked")
def test_without_the_claim_they_would_not(smtp: Any) -> None:
    for i in range(5):
        wartende_mail(f"k{i}")
    gate = threading.Barrier(2)

    def unguarded() -> None:
        mails = list(Ausgangsmail.objects.faellig())
        gate.wait()
        for mail in mails:
            delivery.deliver(mail)

    race(unguarded, workers=2)
    assert len(smtp.mails) == 10


def test_a_claimed_mail_is_not_taken_by_a_second_worker() -> None:
    wartende_mail()
    assert delivery.due() is not None
    assert delivery.due() is None


# --- The worker ---


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_once_what_is_due(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    wartende_mail()
    call_command("worker", once=True)
    assert Ausgangsmail.objects.get().status == Status.GESENDET


# --- Once more ---


def given_up(schluessel: str, angelegt: datetime) -> Ausgangsmail:
    mail = wartende_mail(schluessel)
    later = timezone.now() + timedelta(days=1)
    Ausgangsmail.objects.filter(pk=mail.pk).update(
        status=Status.AUFGEGEBEN, versuche=9, angelegt=angelegt, naechster_versuch=later
    )
    return mail


def once_more(**options: Any) -> str:
    out = StringIO()
    call_command("mails_erneut", stdout=out, **options)
    return out.getvalue()


def test_what_was_given_up_goes_out_once_more() -> None:
    old, new = (
        given_up(key, timezone.now() - timedelta(days=days)) for key, days in (("alt", 9), ("neu", 1))
    )
    day = timezone.localdate() - timedelta(days=3)
    assert once_more(seit=day, probelauf=True) == "1 E-Mails würden wieder eingereiht.\n"
    assert delivery.deliver_due() == 0
    assert once_more(seit=day) == "1 E-Mails wieder eingereiht.\n"
    assert (fresh(old).status, fresh(new).status) == (Status.AUFGEGEBEN, Status.WARTET)
    assert once_more() == "1 E-Mails wieder eingereiht.\n"
    assert delivery.deliver_due() == 2
    assert {fresh(old).status, fresh(new).status} == {Status.GESENDET}
    assert (fresh(old).versuche, once_more()) == (1, "0 E-Mails wieder eingereiht.\n")


def test_what_was_taken_back_is_not_sent_once_more() -> None:
    mail = given_up("einladung", timezone.now())
    Ausgangsmail.objects.update(bezug="einladung:1")
    assert mails_an_adresse_zurueckziehen("a@example.org", bezug="einladung:1") == 1
    assert once_more() == "0 E-Mails wieder eingereiht.\n"
    assert fresh(mail).status == Status.ZURUECKGEZOGEN


def test_the_worker_pauses_only_when_nothing_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(worker.ROUND * 2 + 1):
        wartende_mail(f"mail:{number}", empfaenger=f"p{number}@example.org")
    pauses: list[int] = []

    def pause(seconds: float) -> None:
        pauses.append(len(django_mail.outbox))
        raise SystemExit

    monkeypatch.setattr(worker.time, "sleep", pause)
    for beside in ("close_old_connections", "start_nightly_jobs"):
        monkeypatch.setattr(worker, beside, lambda: None)
    with pytest.raises(SystemExit):
        worker.mail_loop(1.0)
    assert pauses == [worker.ROUND * 2 + 1]
