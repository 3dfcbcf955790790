"""How views ask for a right: what a stranger must not know about looks as if it were missing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.middleware import lacks_second_factor
from netzwerke.enums import Rolle
from netzwerke.models import Netzwerk

View = Callable[..., HttpResponseBase]


def netzwerk_mit_recht(request: HttpRequest, slug: str, recht: str, *, geheim: bool = False) -> Netzwerk:
    """The network, if the person signed in has `recht` there.

    Who has the right in another network, or must not know of it at all (`geheim`), gets 404; who is
    merely not entitled gets 403, where the network itself is no secret.
    """
    netzwerk = get_object_or_404(Netzwerk, slug=slug)
    user: Any = request.user
    if user.has_perm(recht, netzwerk):
        return netzwerk
    andere = Netzwerk.objects.filter(pk__in=user.netzwerk_ids - {netzwerk.pk})
    fremd = any(user.has_perm(recht, fremdes) for fremdes in andere)
    if geheim or fremd or not user.has_perm("netzwerke.netzwerk_sehen", netzwerk):
        raise Http404
    raise PermissionDenied


def angemeldet(view: View) -> View:
    """Personal pages: login on a look, 403 on a write without one, and no copies kept of either answer."""

    @never_cache
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied

    return inner


# For what comes after the right was asked: a POST proves once more, within five minutes, that it is the same
# person. What was typed is kept meanwhile and carried out afterwards.
noch_einmal_ausweisen = reauthentication_required(allow_get=True)


def leitung_erst_mit_faktor(request: HttpRequest, rolle: str) -> str:
    """What keeps somebody from making another a Leitung: the second factor that is missing. "" for nothing.

    The grace would otherwise be handed on from one new account to the next.
    """
    if rolle == Rolle.LEITUNG and lacks_second_factor(request):
        return _("Bevor Sie die Leitung weitergeben, richten Sie bitte Ihren zweiten Faktor ein.")
    return ""


def nur_leitende(view: View) -> View:
    """Pages that only make sense for people who lead a network; others are not entitled."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user
        if any(Rolle.LEITUNG in rollen for rollen in user.rollen.values()):
            return view(request, *args, **kwargs)
        raise PermissionDenied

    return inner
