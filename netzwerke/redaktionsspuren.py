"""What somebody left in the page admin: comments, reasons of decisions, uploads, and the profile there."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Comment, CommentReply, TaskState
from wagtail.users.models import UserProfile

from core.personaldata import Datenklasse, Zeilen

WORTE = {
    "was": _("Was"), "text": _("Text"), "ort": _("Wo"), "zeitpunkt": _("Zeitpunkt"),
}  # fmt: skip


def auskunft(person: Any) -> Zeilen:
    return [*kommentare(person), *entscheidungen(person), *hochgeladenes(person)]


def zeile(was: Any, text: str, ort: str, zeitpunkt: Any) -> dict[str, Any]:
    return {"was": str(was), "text": text, "ort": ort, "zeitpunkt": zeitpunkt}


def kommentare(person: Any) -> Zeilen:
    notes = Comment.objects.filter(user=person).select_related("page")
    replies = CommentReply.objects.filter(user=person).select_related("comment__page")
    rows = [zeile(_("Kommentar"), row.text, row.page.title, row.created_at) for row in notes]
    return rows + [zeile(_("Antwort"), row.text, row.comment.page.title, row.created_at) for row in replies]


def entscheidungen(person: Any) -> Zeilen:
    rows = TaskState.objects.filter(finished_by=person).exclude(comment="")
    return [zeile(_("Begründung"), row.comment, str(row.task), row.finished_at) for row in rows]


def hochgeladenes(person: Any) -> Zeilen:
    return [
        zeile(model._meta.verbose_name, row.title, "", row.created_at)
        for model in (get_image_model(), get_document_model())
        for row in model.objects.filter(uploaded_by_user=person)
    ]


def vergessen(person: Any) -> None:
    """Own words go; pictures and documents stay with the network, without a name."""
    CommentReply.objects.filter(user=person).delete()
    Comment.objects.filter(user=person).delete()
    TaskState.objects.filter(finished_by=person).update(comment="", finished_by=None)
    for model in (get_image_model(), get_document_model()):
        model.objects.filter(uploaded_by_user=person).update(uploaded_by_user=None)
    for profile in UserProfile.objects.filter(user=person):
        profile.avatar.delete(save=False)
        profile.delete()


SPUREN = Datenklasse(
    "redaktion",
    _("Arbeit im Redaktionssystem"),
    auskunft,
    vergessen,
    _("Bilder und Dokumente bleiben beim Netzwerk, ohne Ihren Namen."),
    worte=WORTE,
)
