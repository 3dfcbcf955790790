"""What the worker does for this room."""

from django_tasks import task

from mitglieder.actions import einladungsliste


@task
def liste_versenden(pk: int) -> None:
    einladungsliste.versenden(pk)
