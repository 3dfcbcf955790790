"""People. The mail address is the login; upper and lower case make no difference."""

from typing import Any, ClassVar, Self

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.consent import zweck_von

# Groups that carry a role on the whole platform. Roles in a network: netzwerke.Mitgliedschaft.
OFFICE_GROUP = "Geschäftsstelle"
ADMINISTRATION_GROUP = "Verwaltung"


class UserManager(BaseUserManager["User"]):
    def geschaeftsstelle(self) -> models.QuerySet["User"]:
        """The people of the office who can be written to."""
        return self.filter(groups__name=OFFICE_GROUP, is_active=True).order_by("pk")

    def mit_adresse(self, email: str) -> "User | None":
        """The account that has confirmed this address as one of its own; at most one has."""
        rows = self.filter(emailaddress__email=email.lower(), emailaddress__verified=True, is_active=True)
        return rows.order_by("pk").first()

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("A user needs a mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):  # type: ignore[django-manager-missing]  # Wagtail's images carry no types
    username = None  # type: ignore[assignment]  # the mail address takes its place
    email = models.EmailField(_("E-Mail-Adresse"))
    sprache = models.CharField(_("Sprache der Mails"), max_length=8, default="de")
    demo = models.BooleanField(_("Demo-Zugang"), default=False, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # needs no user name

    class Meta:
        verbose_name = _("Person")
        verbose_name_plural = _("Personen")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_ci_unique",
                violation_error_message=_("Zu dieser E-Mail-Adresse gibt es schon ein Konto."),
            ),
        )

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    @cached_property
    def group_names(self) -> frozenset[str]:
        return frozenset(self.groups.values_list("name", flat=True))

    @property
    def is_office(self) -> bool:
        return OFFICE_GROUP in self.group_names

    @cached_property
    def is_administration(self) -> bool:
        """In the group; and, where it is bound to offices, while one of these terms runs."""
        if ADMINISTRATION_GROUP not in self.group_names:
            return False
        return not self.amtsrollen.exists() or self.amtsrollen.aktuell().exists()

    @cached_property
    def bestaetigte_adressen(self) -> list[str]:
        """In small letters. What somebody only claims to be his or her own is not among them."""
        rows = EmailAddress.objects.filter(user=self, verified=True).order_by("email")
        return [email.lower() for email in rows.values_list("email", flat=True)]

    @cached_property
    def heutige_rollen(self) -> list[Any]:
        """Memberships in force, rows of the room `netzwerke`; the one query behind all below."""
        return list(self.mitgliedschaften.aktuell())

    @cached_property
    def rollen(self) -> dict[int, frozenset[str]]:
        """{network id: its current roles there}."""
        found: dict[int, set[str]] = {}
        for row in self.heutige_rollen:
            found.setdefault(row.netzwerk_id, set()).add(row.rolle)
        return {netzwerk_id: frozenset(rollen) for netzwerk_id, rollen in found.items()}

    @property
    def netzwerk_ids(self) -> frozenset[int]:
        return frozenset(self.rollen)

    @cached_property
    def geleitete_ids(self) -> frozenset[int]:
        """Ids of the networks this person leads today; every room asks here."""
        return frozenset(pk for pk, rollen in self.rollen.items() if "leitung" in rollen)

    @cached_property
    def geschriebene_ids(self) -> frozenset[int]:
        """Ids of the networks this person writes for: Redaktion or Leitung."""
        return frozenset(pk for pk, rollen in self.rollen.items() if rollen & {"redaktion", "leitung"})

    @property
    def enters_admin(self) -> bool:
        """Whoever writes for a network, the office and superusers; asks nothing but the roles."""
        return self.is_superuser or self.is_office or bool(self.geschriebene_ids)

    @property
    def needs_second_factor(self) -> bool:
        """Those who decide for others: superuser, office, and whoever leads a network."""
        return self.is_superuser or self.is_office or bool(self.geleitete_ids)


class EinwilligungQuerySet(models.QuerySet["Einwilligung"]):
    def gueltig(self) -> Self:
        return self.filter(widerrufen__isnull=True)


class Einwilligung(models.Model):
    """A person agreed to a purpose, in these words, from then to then. Rows are never changed back."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Person"),
        on_delete=models.CASCADE,
        related_name="einwilligungen",
    )
    zweck = models.SlugField(_("Zweck"), max_length=60)
    wortlaut = models.TextField(_("Wortlaut"))
    erteilt = models.DateTimeField(_("erteilt"), auto_now_add=True)
    widerrufen = models.DateTimeField(_("widerrufen"), null=True, blank=True)

    objects = EinwilligungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einwilligung")
        verbose_name_plural = _("Einwilligungen")
        ordering = ("-erteilt", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "zweck"],
                condition=models.Q(widerrufen__isnull=True),
                name="accounts_einwilligung_einmal_gueltig",
            ),
        )

    def __str__(self) -> str:
        return f"{self.zweck} {self.erteilt:%Y-%m-%d}"

    @property
    def titel(self) -> str:
        found = zweck_von(self.zweck)
        return str(found.titel) if found else self.zweck
