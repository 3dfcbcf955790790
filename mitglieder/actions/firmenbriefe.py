"""Letters about firms and their seats. To the person concerned they carry no `bezug`: they must go out when
the right has ended, and nobody can switch them off."""

from collections.abc import Iterable, Mapping
from typing import Any

from mitglieder.beitritt import leitungen
from mitglieder.models import Firmenmitgliedschaft, Sitz, Unternehmen
from mitglieder.sitze import adresse_von
from mitglieder.unternehmen import Verlust
from netzwerke.models import Netzwerk
from notifications.actions import einmaliger_schluessel
from notifications.letters import brief_einreihen


def ansprechpersonen(unternehmen: Unternehmen, *, ausser: Iterable[int | None] = ()) -> list[Any]:
    rows = unternehmen.sitze.besetzt().filter(ansprechperson=True, person__is_active=True)
    return [sitz.person for sitz in rows.exclude(person__in=list(ausser)).select_related("person")]


def angebot_senden(sitz: Sitz) -> None:
    brief_einreihen(
        f"sitz:{sitz.pk}:{sitz.versuche}", an=sitz, vorlage="mitglieder/sitz_angebot",
        kontext={"sitz": sitz, "unternehmen": sitz.unternehmen, "link": adresse_von(sitz)},
        bezug=f"sitz:{sitz.pk}",
    )  # fmt: skip


def besetzt_mitteilen(sitz: Sitz) -> None:
    kontext = {"unternehmen": sitz.unternehmen, "mensch": sitz.person}
    for an in ansprechpersonen(sitz.unternehmen, ausser=[sitz.person_id]):
        brief_einreihen(f"sitz:{sitz.pk}:besetzt", an=an, vorlage="mitglieder/sitz_besetzt", kontext=kontext)


def ende_mitteilen(sitz: Sitz, netzwerke: list[Netzwerk], *, von: Any, aufgeloest: bool = False) -> None:
    kontext = {
        "unternehmen": sitz.unternehmen, "netzwerke": netzwerke, "von": von, "aufgeloest": aufgeloest,
        "selbst": von == sitz.person,
    }  # fmt: skip
    brief_einreihen(
        f"sitz:{sitz.pk}:beendet", an=sitz.person, vorlage="mitglieder/sitz_beendet", kontext=kontext
    )


def ansprechperson_mitteilen(sitz: Sitz, *, von: Any) -> None:
    """The new one and the others hear of it: whoever speaks for a firm decides for it."""
    kontext = {"unternehmen": sitz.unternehmen, "mensch": sitz.person, "von": von}
    schluessel = f"sitz:{sitz.pk}:ansprechperson"
    for an in {sitz.person, *ansprechpersonen(sitz.unternehmen)}:
        brief_einreihen(schluessel, an=an, vorlage="mitglieder/ansprechperson_neu", kontext=kontext)


def ohne_ansprechperson_mitteilen(unternehmen: Unternehmen, netzwerke: Iterable[Netzwerk]) -> None:
    schluessel = einmaliger_schluessel(f"firma:{unternehmen.pk}:verwaist")
    an_leitungen(schluessel, netzwerke, "mitglieder/firma_verwaist", {"unternehmen": unternehmen})


def austritt_mitteilen(mitgliedschaft: Firmenmitgliedschaft, weg: list[Verlust], *, von: Any) -> None:
    netzwerk, schluessel = mitgliedschaft.netzwerk, f"firma:{mitgliedschaft.pk}:austritt"
    kontext = {"unternehmen": mitgliedschaft.unternehmen, "von": von, "personen": len(weg)}
    an_leitungen(schluessel, [netzwerk], "mitglieder/firma_ausgetreten", kontext)
    for verlust in weg:
        brief_einreihen(
            schluessel, an=verlust.person, vorlage="mitglieder/firma_zugang",
            kontext={**kontext, "netzwerk": netzwerk},
        )  # fmt: skip


def aufgeloest_mitteilen(
    unternehmen: Unternehmen,
    netzwerke: list[Netzwerk],
    sitze: list[Sitz],
    weg: Mapping[int | None, list[Netzwerk]],
    *,
    von: Any,
) -> None:
    kontext = {"unternehmen": unternehmen, "von": von, "aufgeloest": True}
    an_leitungen(f"firma:{unternehmen.pk}:aufgeloest", netzwerke, "mitglieder/firma_ausgetreten", kontext)
    for sitz in sitze:
        ende_mitteilen(sitz, weg.get(sitz.person_id, []), von=von, aufgeloest=True)


def an_leitungen(
    schluessel: str, netzwerke: Iterable[Netzwerk], vorlage: str, kontext: Mapping[str, Any]
) -> None:
    """One letter per network to each person who leads it."""
    for netzwerk in netzwerke:
        for an in leitungen(netzwerk):
            brief_einreihen(
                f"{schluessel}:{netzwerk.pk}", an=an, vorlage=vorlage,
                kontext={**kontext, "netzwerk": netzwerk}, bezug=f"netzwerk:{netzwerk.pk}",
            )  # fmt: skip
