"""Models that every room uses: pictures with rights, and the log of who did what."""

import re
import secrets
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.utils.encoding import filepath_to_uri
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Bild(AbstractImage):
    """A picture with its rights. The description is required by the form: it becomes the alt text."""

    rechte = models.CharField(
        _("Rechte"),
        max_length=200,
        blank=True,
        help_text=_("Wem gehört das Bild, und unter welcher Lizenz darf es gezeigt werden?"),
    )
    admin_form_fields = (*Image.admin_form_fields, "rechte")

    class Meta(AbstractImage.Meta):
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")

    def get_upload_to(self, filename: str) -> str:
        """A name of our own: what people call their files tells too much, and is easily guessed."""
        return f"original_images/{secrets.token_hex(10)}{PurePath(filename).suffix.lower()}"


class Bildfassung(AbstractRendition):
    """One size of a picture."""

    image = models.ForeignKey(Bild, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        indexes = (models.Index(fields=["file"], name="core_bildfassung_file"),)

    @property
    def url(self) -> str:
        """Always our own address, wherever the file lies: there it is asked who may see it."""
        return settings.MEDIA_URL + filepath_to_uri(self.file.name)


ANLAGEN = "anlagen"  # the folder of the storage


def anlagenpfad(row: "Anlage", filename: str) -> str:
    """A name of our own, as for pictures; only the extension, which the content has said, is taken along."""
    return f"{ANLAGEN}/{secrets.token_hex(16)}{PurePath(filename).suffix.lower()}"


class Anlage(models.Model):
    """A file that hangs on a thing of a room, see `core.attachments`. Rooms add on what it hangs and who
    sees it.
    """

    titel = models.CharField(_("Titel"), max_length=120)
    datei = models.FileField(_("Datei"), upload_to=anlagenpfad, max_length=100, unique=True, editable=False)
    endung = models.CharField(_("Format"), max_length=5, editable=False)
    groesse = models.PositiveIntegerField(_("Größe"), editable=False)  # bytes
    pruefsumme = models.CharField(max_length=64, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.titel

    @property
    def dateiname(self) -> str:
        """What it is called where it is saved: its title, without what file systems refuse."""
        stem = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', " ", self.titel).strip(" .") or "datei"
        return f"{' '.join(stem.split())}.{self.endung}"


class Protokolleintrag(models.Model):
    """Who did what, when. Rows are only ever added; names and secrets never stand in `angaben`."""

    zeitpunkt = models.DateTimeField(_("Zeitpunkt"), auto_now_add=True, db_index=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    aktion = models.CharField(_("Aktion"), max_length=80, db_index=True)
    objekt_art = models.CharField(_("Art des Gegenstands"), max_length=80, blank=True)
    objekt_id = models.CharField(_("Kennung des Gegenstands"), max_length=64, blank=True)
    angaben = models.JSONField(_("Angaben"), default=dict, blank=True)

    class Meta:
        verbose_name = _("Protokolleintrag")
        verbose_name_plural = _("Protokoll")
        ordering = ("-zeitpunkt", "-pk")
        indexes = (models.Index(fields=["objekt_art", "objekt_id"]),)

    def __str__(self) -> str:
        return f"{self.aktion} {self.objekt_art} {self.objekt_id}".strip()


class Tageslauf(models.Model):
    """The nightly jobs of one local day: whoever makes the row starts them."""

    tag = models.DateField(_("Tag"), unique=True)
    begonnen = models.DateTimeField(_("begonnen"), auto_now_add=True)

    class Meta:
        verbose_name = _("Tageslauf")
        verbose_name_plural = _("Tagesläufe")

    def __str__(self) -> str:
        return self.tag.isoformat()
