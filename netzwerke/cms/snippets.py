"""Networks, places and topics in the page admin. Every change goes through the room's actions."""

from collections.abc import Callable
from typing import Any, NamedTuple

import django_filters
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.views import generic
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.refusal import RefusedError
from netzwerke import actions
from netzwerke.cms import panels
from netzwerke.enums import Netzwerkstatus, Netzwerktyp
from netzwerke.models import Netzwerk, Region, Schwerpunkt


class Aktionen(NamedTuple):
    speichern: Callable[..., Any]
    loeschen: Callable[..., None]


AKTIONEN: dict[type[Model], Aktionen] = {
    Netzwerk: Aktionen(actions.speichern, actions.loeschen),
    Region: Aktionen(actions.begriff_speichern, actions.begriff_loeschen),
    Schwerpunkt: Aktionen(actions.begriff_speichern, actions.begriff_loeschen),
}


class Speichern:
    """Form, children, revision and action are one transaction; the index is written last."""

    autosave_enabled = False

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)  # type: ignore[misc]  # a mixin
        self.autosave_enabled = False  # without drafts it would publish half a word

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs)  # type: ignore[misc]  # a mixin

    def save_instance(self) -> Model:
        new = self.form.instance.pk is None  # type: ignore[attr-defined]  # the view's
        instance = super().save_instance()  # type: ignore[misc]  # a mixin
        AKTIONEN[self.model].speichern(instance, person=self.request.user, neu=new)  # type: ignore[attr-defined]  # a mixin
        return instance

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)  # type: ignore[misc]  # a mixin
        except IntegrityError:  # swapped years, or somebody else was faster
            form.add_error(None, _("Eine dieser Angaben gibt es schon. Bitte prüfen Sie Jahre und Namen."))
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]  # a mixin
            return super().form_invalid(form)  # type: ignore[misc]  # a mixin


class NeuView(Speichern, snippets.CreateView):
    pass


class AendernView(Speichern, snippets.EditView):
    pass


class ZurueckView(Speichern, generic.RevisionsRevertMixin, snippets.EditView):
    view_name = "revisions_revert"


class LoeschenView(snippets.DeleteView):
    def delete_action(self) -> None:
        AKTIONEN[self.model].loeschen(self.object, person=self.request.user)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, _("Das geht nicht: Andere Einträge verweisen noch darauf."))
            return redirect(self.edit_url_name, self.object.pk)
        except RefusedError as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.edit_url_name, self.object.pk)


class ListeView(snippets.IndexView):
    """Without the boxes for bulk deletion: removing is rare, and done one by one."""

    @cached_property
    def columns(self) -> list[Column]:
        return [c for c in super().columns if not isinstance(c, BulkActionsCheckboxColumn)]


class MitAktionen(SnippetViewSet):
    index_view_class = ListeView
    add_view_class = NeuView
    edit_view_class = AendernView
    delete_view_class = LoeschenView
    revisions_revert_view_class = ZurueckView
    copy_view_enabled = False
    search_backend_name = None


class NetzwerkFilter(WagtailFilterSet):
    typ = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Art"), choices=Netzwerktyp.choices, widget=CheckboxSelectMultiple
    )
    status = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Status"), choices=Netzwerkstatus.choices, widget=CheckboxSelectMultiple
    )
    hauptregion = django_filters.ModelMultipleChoiceFilter(
        label=gettext_lazy("Hauptregion"),
        queryset=lambda request: Region.objects.obere(),
        widget=CheckboxSelectMultiple,
    )
    schwerpunkte = django_filters.ModelMultipleChoiceFilter(
        label=gettext_lazy("Schwerpunkt"),
        queryset=Schwerpunkt.objects.all(),
        widget=CheckboxSelectMultiple,
    )

    class Meta:
        model = Netzwerk
        fields = ("typ", "status", "hauptregion", "schwerpunkte")


class NetzwerkViewSet(MitAktionen):
    model = Netzwerk
    icon = "group"
    menu_label = gettext_lazy("Netzwerke")
    edit_handler = panels.NETZWERK
    search_fields = ("name", "kurzname", "slug", "fruehere_namen__name")
    filterset_class = NetzwerkFilter
    list_per_page = 50
    list_display = (
        "kurzname",
        Column("typ", label=gettext_lazy("Art"), accessor="get_typ_display", sort_key="typ"),
        Column("hauptregion", label=gettext_lazy("Hauptregion"), sort_key="hauptregion__name"),
        Column("status", label=gettext_lazy("Status"), accessor="get_status_display", sort_key="status"),
        Column(
            "frische",
            label=gettext_lazy("Frische"),
            accessor=lambda netzwerk: netzwerk.frische.label,
            sort_key="bestaetigt_am",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Netzwerk]:
        return Netzwerk.objects.select_related("hauptregion")


class RegionViewSet(MitAktionen):
    model = Region
    icon = "site"
    edit_handler = panels.REGION
    search_fields = ("name", "schluessel")
    list_filter = ("art",)
    list_per_page = 50
    list_display = (
        "name",
        Column("art", label=gettext_lazy("Art"), accessor="get_art_display", sort_key="art"),
        Column("uebergeordnet", label=gettext_lazy("liegt in"), sort_key="uebergeordnet__name"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Region]:
        return Region.objects.select_related("uebergeordnet").defer("geometrie")


class SchwerpunktViewSet(MitAktionen):
    model = Schwerpunkt
    icon = "tag"
    edit_handler = panels.SCHWERPUNKT
    search_fields = ("name", "schluessel", "definition")
    list_display = ("name", "definition", "sortierung")


class NetzwerkeGruppe(SnippetViewSetGroup):
    items = (NetzwerkViewSet, RegionViewSet, SchwerpunktViewSet)
    menu_label = gettext_lazy("Netzwerke")
    menu_icon = "group"
    menu_order = 150
