"""Letters about drafts that wait to be released, in place of Wagtail's own.

Wagtail writes to everybody in a group, in the language of the admin. Between midnight and the night's work
groups hold people whose role is over (see `gruppen`), so each recipient is asked for their right of today.
"""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.dispatch import Signal
from django.utils import timezone
from wagtail.admin.mail import (
    EmailNotificationMixin,
    GroupApprovalTaskStateSubmissionEmailNotifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from notifications.letters import brief_einreihen


class Brief(EmailNotificationMixin):
    """What Wagtail's notifiers have in common here; `recht` is a question to the page's permissions."""

    vorlage = ""
    recht = ""

    def can_handle(self, state: Any, **kwargs: Any) -> bool:
        return super().can_handle(state, **kwargs) and isinstance(ablauf(state).content_object, Page)

    def get_recipient_users(self, state: Any, **kwargs: Any) -> set[Any]:
        page = ablauf(state).content_object.specific
        people = set(super().get_recipient_users(state, **kwargs))
        return {person for person in people if getattr(page.permissions_for_user(person), self.recht)()}

    def get_context(self, state: Any, **kwargs: Any) -> dict[str, Any]:
        schritt = state if isinstance(state, TaskState) else state.current_task_state
        return {**super().get_context(state, **kwargs), "task_state": schritt, "ab": geplant(schritt)}

    def send_notifications(
        self, template_set: Any, context: dict[str, Any], recipients: set[Any], **kwargs: Any
    ) -> bool:
        page, task_state = context["page"], context["task_state"]
        netzwerk = getattr(page, "netzwerk_id", None)
        for person in sorted(recipients, key=lambda person: person.pk):
            brief_einreihen(
                f"{self.vorlage}:{task_state.pk}",
                an=person,
                vorlage=self.vorlage,
                kontext={**context, "von": kwargs.get("user")},
                bezug=f"netzwerk:{netzwerk}" if netzwerk else "",
            )
        return True


def geplant(schritt: TaskState) -> datetime | None:
    """When the draft goes public, if its editors chose a time that is still to come."""
    ab = schritt.revision.as_object().go_live_at if schritt.revision else None
    return ab if ab and ab > timezone.now() else None


def ablauf(state: Any) -> WorkflowState:
    return state.workflow_state if isinstance(state, TaskState) else state


class Bitte(Brief, GroupApprovalTaskStateSubmissionEmailNotifier):
    vorlage, recht = "netzwerke/freigabe_bitte", "can_publish"


class Erteilt(Brief, WorkflowStateApprovalEmailNotifier):
    vorlage, recht = "netzwerke/freigabe_erteilt", "can_edit"


class Zurueck(Brief, WorkflowStateRejectionEmailNotifier):
    vorlage, recht = "netzwerke/freigabe_zurueck", "can_edit"


# (signal, who sends it, under which name Wagtail connects its own, ours)
BRIEFE: tuple[tuple[Signal, type[Model], str, Brief], ...] = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification", Bitte()),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", Erteilt()),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", Zurueck()),
)


def briefe_uebernehmen() -> None:
    """Take the places of Wagtail's receivers: a name is given once, whoever comes first or later."""
    for signal, sender, name, brief in BRIEFE:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(brief, sender=sender, dispatch_uid=name)
