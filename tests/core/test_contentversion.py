"""The token that page cache, directory and menus hang on: it follows every committed write."""

import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import close_old_connections, connection, transaction

from core import contentversion
from core.audit import festhalten
from netzwerke.models import Netzwerk, Region, Schwerpunkt
from notifications.actions import mail_einreihen
from tests.factories import GroessenangabeFactory, NetzwerkFactory, RegionFactory, SchwerpunktFactory

pytestmark = pytest.mark.django_db(transaction=True)


def changes(write: Callable[[], Any], area: str = contentversion.ALL) -> bool:
    before = contentversion.current(area)
    write()
    return contentversion.current(area) != before


def raw(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def rename(name: str) -> None:
    Netzwerk.objects.update(kurzname=name)


@pytest.fixture
def netzwerk() -> Netzwerk:
    return NetzwerkFactory()


WRITES: dict[str, Callable[[Netzwerk], Any]] = {
    "save": lambda n: n.save(),
    "update": lambda n: Netzwerk.objects.filter(pk=n.pk).update(kurzname="neu"),
    "bulk_create": lambda n: Schwerpunkt.objects.bulk_create([Schwerpunkt(schluessel="x", name="X")]),
    "bulk_update": lambda n: Netzwerk.objects.bulk_update([n], ["kurzname"]),
    "delete": lambda n: n.delete(),
    "queryset delete": lambda n: Netzwerk.objects.filter(pk=n.pk).delete(),
    "figure": lambda n: GroessenangabeFactory(netzwerk=n),
    "topic": lambda n: SchwerpunktFactory(),
    "region": lambda n: RegionFactory(schluessel="mitte", name="Mitte"),
    "raw update": lambda n: raw("UPDATE netzwerke_netzwerk SET kurzname = %s", "roh"),
    "raw delete": lambda n: raw("delete from netzwerke_groessenangabe"),
    "raw insert": lambda n: raw(
        "INSERT INTO netzwerke_frueherername (netzwerk_id, name) VALUES (%s, %s)", n.pk, "Früher"
    ),
}


@pytest.mark.parametrize("way", WRITES)
def test_every_way_of_writing_changes_the_token(way: str, netzwerk: Netzwerk) -> None:
    assert changes(lambda: WRITES[way](netzwerk), "netzwerke")
    assert changes(lambda: rename("noch einmal")) or way in {"delete", "queryset delete"}


def test_a_many_to_many_change_counts(netzwerk: Netzwerk) -> None:
    topic = SchwerpunktFactory()

    def add() -> None:
        netzwerk.schwerpunkte.add(topic)
        netzwerk.save()

    assert changes(add, "netzwerke")


def test_executemany_counts(netzwerk: Netzwerk) -> None:
    def write() -> None:
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE netzwerke_netzwerk SET kurzname = %s", [("a",), ("b",)])

    assert changes(write, "netzwerke")


def test_a_write_shows_only_after_its_transaction_has_committed(netzwerk: Netzwerk) -> None:
    before = contentversion.current()
    with transaction.atomic():
        rename("innen")
        with transaction.atomic():
            rename("weiter innen")
        assert contentversion.current() == before
    assert contentversion.current() != before


def test_a_rolled_back_write_changes_nothing(netzwerk: Netzwerk) -> None:
    def write() -> None:
        with transaction.atomic():
            rename("nie")
            transaction.set_rollback(True)

    assert not changes(write)
    assert changes(lambda: rename("doch")), "the next write counts again"


def test_after_a_rolled_back_transaction_a_silent_one_still_changes_nothing(netzwerk: Netzwerk) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 — the rollback is what is tried
        rename("nie")
        raise ZeroDivisionError
    with transaction.atomic():
        assert not changes(lambda: festhalten("mails.erneut"))


def test_a_rolled_back_savepoint_loses_only_its_own_write(netzwerk: Netzwerk) -> None:
    def inner() -> None:
        with transaction.atomic():
            rename("verworfen")
            transaction.set_rollback(True)

    def only_inner() -> None:
        with transaction.atomic():
            inner()

    def inner_then_outer() -> None:
        with transaction.atomic():
            inner()
            rename("bleibt")

    def outer_then_inner() -> None:
        with transaction.atomic():
            rename("bleibt auch")
            inner()

    assert not changes(only_inner)
    assert changes(inner_then_outer)
    assert changes(outer_then_inner)


def test_reading_changes_nothing(netzwerk: Netzwerk) -> None:
    def read() -> None:
        list(Netzwerk.objects.mit_angaben())
        with transaction.atomic():
            list(Region.objects.select_for_update())
        raw("SELECT 'UPDATE netzwerke_netzwerk'")

    assert not changes(read)


def test_silent_tables_change_nothing(netzwerk: Netzwerk) -> None:
    def write() -> None:
        festhalten("mails.erneut", objekt=netzwerk)
        mail_einreihen("probe", empfaenger="a@example.org", betreff="B", text="T")

    assert not changes(write)


def test_an_area_keeps_its_token_when_another_one_is_written(netzwerk: Netzwerk) -> None:
    from home.models import Betreiberangaben

    def write() -> None:
        Betreiberangaben.objects.create(hinweis="Wartung")

    assert not changes(write, "netzwerke")
    assert changes(lambda: Betreiberangaben.objects.update(hinweis=""), "home")


def test_writes_of_another_thread_count_as_well(netzwerk: Netzwerk) -> None:
    def write() -> None:
        def run() -> None:
            with transaction.atomic():
                rename("aus dem Faden")
            connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()

    assert changes(write, "netzwerke")


def test_a_reconnected_connection_is_watched_once(netzwerk: Netzwerk) -> None:
    connection.close()
    close_old_connections()
    Netzwerk.objects.count()
    assert connection.execute_wrappers.count(contentversion.note_write) == 1
    assert changes(lambda: rename("danach"))


def test_a_lost_token_is_made_anew() -> None:
    from django.core.cache import cache

    before = contentversion.current()
    cache.delete("contentversion:all")
    assert re.fullmatch(r"[0-9a-f]{16}", contentversion.current())
    assert contentversion.current() != before


@pytest.mark.parametrize(
    ("sql", "area"),
    [
        ('INSERT INTO "netzwerke_netzwerk" ("a") VALUES (%s)', "netzwerke"),
        ("INSERT OR IGNORE INTO netzwerke_netzwerk_regionen VALUES (1)", "netzwerke"),
        ("  update `home_startseite` set x = 1", "home"),
        ('DELETE FROM "wagtailcore_pageviewrestriction" WHERE 1', "wagtailcore"),
        ('SELECT * FROM "netzwerke_netzwerk"', None),
        ('UPDATE "django_session" SET x = 1', None),
        ('INSERT INTO "wagtailcore_revision" VALUES (1)', None),
        ("SAVEPOINT s1", None),
    ],
)
def test_the_area_of_a_statement(sql: str, area: str | None) -> None:
    assert contentversion.area_of(sql) == area


SILENT_TABLES = (
    "veranstaltungen_anmeldung veranstaltungen_antwort veranstaltungen_belegung veranstaltungen_platz "
    "veranstaltungen_aussenkalender veranstaltungen_gastgeberanfrage veranstaltungen_kalenderabo "
    "veranstaltungen_hilfsangebot veranstaltungen_rueckmeldung veranstaltungen_rundschreiben "
    "veranstaltungen_gastgeberreihe veranstaltungen_reihenbesuch veranstaltungen_reihenfrage "
    "veranstaltungen_reihenfrage_gefragt veranstaltungen_reihengastgeber "
    "veranstaltungen_terminumfrage veranstaltungen_terminumfrage_netzwerke "
    "veranstaltungen_terminvorschlag veranstaltungen_umfragestimme veranstaltungen_umfrageteilnahme "
    "account_emailaddress account_emailconfirmation accounts_einwilligung accounts_user accounts_user_groups "
    "accounts_user_user_permissions auth_group auth_group_permissions auth_permission "
    "core_protokolleintrag core_tageslauf django_content_type django_session "
    "django_tasks_database_dbtaskresult mfa_authenticator mitglieder_aenderungswunsch mitglieder_amtsrolle "
    "mitglieder_antrag mitglieder_beitrittsanfrage mitglieder_bestaetigungsrunde "
    "mitglieder_buergschaft mitglieder_einladung mitglieder_einladungsliste "
    "mitglieder_patenschaft mitglieder_personenangaben mitglieder_sitz mitglieder_stelle "
    "mitglieder_uebergabehaken "
    "notifications_ausgangsmail notifications_mailwunsch notifications_nachricht "
    "usersessions_usersession wagtail_localize_localesynchronization "
    "wagtail_localize_overridablesegment wagtail_localize_relatedobjectsegment "
    "wagtail_localize_segmentoverride wagtail_localize_string wagtail_localize_stringsegment "
    "wagtail_localize_stringtranslation wagtail_localize_template wagtail_localize_templatesegment "
    "wagtail_localize_translatableobject wagtail_localize_translation "
    "wagtail_localize_translationcontext wagtail_localize_translationlog "
    "wagtail_localize_translationsource wagtailadmin_admin wagtailadmin_editingsession "
    "wagtailadmin_formstate wagtailcore_comment wagtailcore_commentreply "
    "wagtailcore_groupapprovaltask wagtailcore_groupapprovaltask_groups "
    "wagtailcore_groupcollectionpermission wagtailcore_grouppagepermission wagtailcore_modellogentry "
    "wagtailcore_pagelogentry wagtailcore_pagesubscription "
    "wagtailcore_revision wagtailcore_task wagtailcore_taskstate wagtailcore_uploadedfile "
    "wagtailcore_workflow wagtailcore_workflowcontenttype wagtailcore_workflowpage "
    "wagtailcore_workflowstate wagtailcore_workflowtask wagtailsearch_indexentry "
    "wagtailusers_userprofile "
).split()
LOUD_TABLES = (
    "veranstaltungen_format veranstaltungen_frage veranstaltungen_mitveranstalter veranstaltungen_rueckblick "
    "veranstaltungen_termin veranstaltungen_unterlage "
    "veranstaltungen_veranstaltung veranstaltungen_veranstaltung_schwerpunkte "
    "core_bild core_bildfassung home_betreiberangaben home_inhaltseite home_navigationseintrag "
    "home_startseite mitglieder_aufnahmeregeln mitglieder_firmenmitgliedschaft mitglieder_unternehmen "
    "netzwerke_frueherername netzwerke_groessenangabe netzwerke_mitgliedschaft "
    "netzwerke_netzwerk netzwerke_netzwerk_regionen netzwerke_netzwerk_schwerpunkte "
    "netzwerke_netzwerkseite netzwerke_region netzwerke_schwerpunkt netzwerke_verzeichnisseite "
    "search_dokument taggit_tag taggit_taggeditem wagtailcore_apitoken wagtailcore_collection "
    "wagtailcore_collectionviewrestriction wagtailcore_collectionviewrestriction_groups "
    "wagtailcore_groupsitepermission wagtailcore_locale wagtailcore_page "
    "wagtailcore_pageviewrestriction wagtailcore_pageviewrestriction_groups wagtailcore_site "
    "wagtaildocs_document wagtailembeds_embed wagtailimages_image wagtailimages_rendition "
    "wagtailredirects_redirect wagtailcore_referenceindex "
).split()


def test_every_table_is_either_silent_or_counts() -> None:
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    tables.discard("wagtailsearch_indexentry_fts")  # SQLite only, silent like all of wagtailsearch_
    silent = {table for table in tables if contentversion.area_of(f'UPDATE "{table}" SET x = 1') is None}  # noqa: S608  # a table name of ours
    assert sorted(silent) == sorted(SILENT_TABLES)
    assert sorted(tables - silent) == sorted(LOUD_TABLES)


def test_a_release_renews_what_is_kept_although_no_data_changed() -> None:
    before = contentversion.current()
    call_command("migrate", verbosity=0)
    assert contentversion.current() != before
