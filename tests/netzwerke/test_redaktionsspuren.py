"""What somebody wrote and uploaded in the page admin is told to them, and forgotten with the account."""

from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Comment, CommentReply, Task, TaskState, Workflow, WorkflowState

from accounts.models import User
from core.models import Bild
from home.models import Startseite
from netzwerke import redaktionsspuren

pytestmark = pytest.mark.django_db


def picture() -> ImageFile:
    buffer = BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "PNG")
    return ImageFile(BytesIO(buffer.getvalue()), name="punkt.png")


@pytest.fixture
def gearbeitet(seitenbaum: Startseite, wurzelsammlung: None, rita: User, cem: User) -> None:
    for person in (rita, cem):
        note = Comment.objects.create(
            user=person, page=seitenbaum.page_ptr, text=f"Notiz von {person.first_name}", contentpath="title"
        )
        CommentReply.objects.create(user=person, comment=note, text=f"Antwort von {person.first_name}")
        flow = WorkflowState.objects.create(
            workflow=Workflow.objects.create(name=person.first_name),
            content_type=seitenbaum.content_type, base_content_type=seitenbaum.content_type,
            object_id=str(seitenbaum.pk), status="approved",
        )  # fmt: skip
        TaskState.objects.create(
            workflow_state=flow, task=Task.objects.create(name="Freigabe"), status="approved",
            revision=seitenbaum.save_revision(), finished_by=person, finished_at=timezone.now(),
            comment=f"Grund von {person.first_name}",
        )  # fmt: skip
        Bild.objects.create(title=f"Bild von {person.first_name}", file=picture(), uploaded_by_user=person)


def test_own_traces_are_told_and_nobody_elses(gearbeitet: None, rita: User) -> None:
    rows = redaktionsspuren.auskunft(rita)
    assert [row["text"] for row in rows] == [
        "Notiz von Rita", "Antwort von Rita", "Grund von Rita", "Bild von Rita",
    ]  # fmt: skip


def test_own_words_go_and_what_belongs_to_the_network_stays(gearbeitet: None, rita: User, cem: User) -> None:
    redaktionsspuren.vergessen(rita)
    assert redaktionsspuren.auskunft(rita) == []
    assert len(redaktionsspuren.auskunft(cem)) == 4
    assert Bild.objects.filter(uploaded_by_user=None, title="Bild von Rita").count() == 1
    assert TaskState.objects.filter(comment="").count() == 1
