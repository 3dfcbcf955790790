"""How views ask for a right: what a stranger must not know about looks as if it were missing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from mitglieder.models import Unternehmen
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


def fuer_unternehmen(recht: str) -> Callable[[View], View]:
    """Pages of a firm for its people: the view gets the firm. Foreign is missing; who sits there without
    the right is not entitled; and whoever sat there when it was dissolved is told so."""

    def decorate(view: View) -> View:
        @angemeldet
        @wraps(view)
        def inner(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
            unternehmen = get_object_or_404(Unternehmen.objects.eigene(request.user), slug=slug)
            if unternehmen.aufgeloest is not None:
                return render(request, "mitglieder/firma/fort.html", {"unternehmen": unternehmen}, status=410)
            if not request.user.has_perm(recht, unternehmen):
                raise PermissionDenied
            return view(request, unternehmen, **kwargs)

        return inner

    return decorate


def angemeldet_hinter(tuer: View) -> Callable[[View], View]:
    """The same, but a visitor who looks sees `tuer`: what awaits behind the login, and the way through."""

    def decorator(view: View) -> View:
        inner = angemeldet(view)

        @wraps(view)
        def outer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            looks = request.method in ("GET", "HEAD") and not request.user.is_authenticated
            return (never_cache(tuer) if looks else inner)(request, *args, **kwargs)

        return outer

    return decorator


# For what comes after the right was asked: a POST proves once more, within five minutes, that it is the same
# person. What was typed is kept meanwhile and carried out afterwards.
noch_einmal_ausweisen = reauthentication_required(allow_get=True)


def nur_leitende(view: View) -> View:
    """Pages that only make sense for people who lead a network; others are not entitled."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user
        if user.geleitete_ids:
            return view(request, *args, **kwargs)
        raise PermissionDenied

    return inner
