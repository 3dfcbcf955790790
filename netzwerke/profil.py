"""What a profile shows of a network."""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.fragments import fragments
from core.frame import frame_here
from core.i18n import SOURCE, active, translated
from core.jsonld import script
from core.models import Protokolleintrag
from core.rules import is_office
from netzwerke import schema
from netzwerke.enums import Bestaetigtdurch, Groessenart, Regionsart, Rolle
from netzwerke.models import Mitgliedschaft, Netzwerk, NetzwerkSeite, Region
from netzwerke.rules import rollen
from netzwerke.verzeichnis import verzeichnisindex


def seite_von(netzwerk: Netzwerk) -> NetzwerkSeite | None:
    """The live page in the active language, else the German one, else none."""
    codes = [active(), settings.LANGUAGE_CODE]
    rows = netzwerk.seiten.live().public().filter(locale__language_code__in=codes)
    pages = {seite.locale.language_code: seite for seite in rows.select_related("locale")}
    return pages.get(codes[0]) or pages.get(codes[1])


def sicht_von(user: Any, netzwerk: Netzwerk) -> str:
    """Who looks, for the slots: "" for visitors, "angemeldet", a role here, or "geschaeftsstelle"."""
    if not user.is_authenticated:
        return ""
    own = rollen(user, netzwerk)
    if Rolle.LEITUNG not in own and is_office(user):
        return "geschaeftsstelle"
    return next((str(rolle) for rolle in reversed(Rolle.values) if rolle in own), "angemeldet")


def profil_teile(pk: int, sicht: str) -> dict[str, SafeString]:
    """{"meta", "body"}: the parts of a profile, rendered once per kind of reader, language and version."""

    def make(keys: list[tuple[int, str]]) -> list[str]:
        leitungen = Mitgliedschaft.objects.aktuell().leitung().filter(netzwerk=OuterRef("pk"))
        rows = Netzwerk.objects.vollstaendig().annotate(geleitet=Exists(leitungen))
        teile = gezeichnet(rows.get(pk=keys[0][0]), sicht=keys[0][1])
        return [TRENNER.join((teile["meta"], teile["body"]))]

    meta, _, body = fragments("netzwerke.profil", [(pk, sicht)], make)[0].partition(TRENNER)
    return {"meta": SafeString(meta), "body": SafeString(body)}


TRENNER = "\x1f"  # stands in no template and in no text


def gezeichnet(
    netzwerk: Netzwerk, seite: NetzwerkSeite | None = None, *, sicht: str = ""
) -> dict[str, SafeString]:
    context = {**profil_kontext(netzwerk, seite), "sicht": sicht}
    return {
        "meta": render_to_string("netzwerke/_profil_meta.html", context),
        "body": render_to_string("netzwerke/_profil.html", context),
    }


def profil_kontext(netzwerk: Netzwerk, seite: NetzwerkSeite | None = None) -> dict[str, Any]:
    """The context of netzwerke/_profil.html; `seite` may be a draft that is being previewed."""
    seite = seite or (seite_von(netzwerk) if netzwerk.pk else None)
    regionen = list(netzwerk.regionen.all())
    index = verzeichnisindex()
    return {
        "netzwerk": netzwerk,
        "base_url": settings.BASE_URL,
        "frame": frame_here(),
        "seite": seite,
        "seite_sprache": seite.locale.language_code if seite else "",
        "sprache": get_language(),
        "obere_regionen": [r for r in regionen if r.uebergeordnet_id is None],
        "teile": [r for r in regionen if r.uebergeordnet_id is not None],
        "reihen": [reihe(netzwerk, art) for art in Groessenart if netzwerk.neueste(art)],
        "nachbarn": index.nachbarn(netzwerk.pk) if netzwerk.pk in index.stelle else [],
        "lage": lage(netzwerk),
        "schwerpunkte": list(netzwerk.schwerpunkte.all()),
        "fruehere_namen": list(netzwerk.fruehere_namen.all()),
        "bestaetigt_durch": bestaetigt_durch(netzwerk),
        "hinweis": hinweis(netzwerk),
        "beschreibung": beschreibung(netzwerk, seite, regionen),
        "json_ld": json_ld(netzwerk, seite),
    }


def hinweis(netzwerk: Netzwerk) -> tuple[str, str]:
    """The remark on the facts, and the language that it is in: German where it is not translated."""
    text = translated(netzwerk.hinweis_uebersetzungen, "")
    return (text, active()) if text else (netzwerk.hinweis, SOURCE)


def beschreibung(netzwerk: Netzwerk, seite: NetzwerkSeite | None, regionen: list[Region]) -> str:
    """One sentence for search engines and previews: the editors' words if they are in this language, else
    what it is and where. `gebiet` is German, so other languages name the regions."""
    language = active()
    if seite and seite.einleitung and seite.locale.language_code == language:
        return seite.einleitung
    where = netzwerk.gebiet if language == SOURCE else ", ".join(names(regionen))
    return f"{netzwerk.get_typ_display()}, {where}"


def names(regionen: list[Region]) -> list[str]:
    """Each name once: a district and its quarter may be called the same."""
    return list(dict.fromkeys(region.bezeichnung for region in regionen))


def lage(netzwerk: Netzwerk) -> schema.Lage:
    region = netzwerk.hauptregion
    bezirk = region.schluessel if region.art == Regionsart.BEZIRK else ""
    return schema.lage(netzwerk.lat, netzwerk.lon, region.bezeichnung, bezirk)


def reihe(netzwerk: Netzwerk, art: Groessenart) -> dict[str, Any]:
    angaben = netzwerk.reihen[art]
    return {"art": art, "angaben": angaben, "kurve": schema.kurve(angaben)}


def bestaetigt_durch(netzwerk: Netzwerk) -> str:
    """The role of whoever confirmed on that day, in words; empty where the date was set by hand."""
    if netzwerk.bestaetigt_am is None:
        return ""
    rows = Protokolleintrag.objects.filter(
        aktion="netzwerk.bestaetigen", objekt_art=Netzwerk._meta.label, objekt_id=str(netzwerk.pk),
        zeitpunkt__date=netzwerk.bestaetigt_am,
    )  # fmt: skip
    als = rows.values_list("angaben__als", flat=True).first()
    return str(dict(Bestaetigtdurch.choices).get(als or "", ""))


def json_ld(netzwerk: Netzwerk, seite: NetzwerkSeite | None) -> SafeString:
    """schema.org/Organization: what machines may take over, nothing that is not on the page."""
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": netzwerk.name,
        "alternateName": [netzwerk.kurzname, *(n.name for n in netzwerk.fruehere_namen.all())],
        "description": seite.einleitung if seite else netzwerk.gebiet,
        "url": netzwerk.webseite or settings.BASE_URL + netzwerk.get_absolute_url(),
        "mainEntityOfPage": settings.BASE_URL + netzwerk.get_absolute_url(),
        "foundingDate": str(netzwerk.gruendungsjahr or ""),
        "dissolutionDate": str(netzwerk.endejahr or ""),
        "areaServed": list(dict.fromkeys(region.name for region in netzwerk.regionen.all())),
        "knowsAbout": [s.bezeichnung for s in netzwerk.schwerpunkte.all()],
        "email": netzwerk.kontakt_email,
        "location": {
            "@type": "Place",
            "name": netzwerk.gebiet,
            "geo": {"@type": "GeoCoordinates", "latitude": netzwerk.lat, "longitude": netzwerk.lon},
        },
    }
    return script({key: value for key, value in data.items() if value})
