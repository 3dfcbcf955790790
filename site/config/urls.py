"""All addresses. Rooms first, then the pages that editors make.

Every other login door is closed before the frameworks' own addresses are included.
"""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts import views as accounts_views
from api.urls import api
from core import views as core_views
from home.sitemaps import sitemap
from home.wege import seite
from netzwerke.cms_tags import schlagwoerter

handler400 = core_views.bad_request
handler403 = core_views.permission_denied
handler404 = core_views.not_found
handler500 = core_views.server_error

urlpatterns = [
    path("healthz", core_views.healthz),
    path("robots.txt", core_views.robots_txt),
    path(".well-known/security.txt", core_views.security_txt),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("api/v1/", api.urls),
    path("cms/login/", accounts_views.to_login),
    re_path(r"^cms/password_reset/", accounts_views.to_password_reset),
    path("_util/login/", accounts_views.to_login),
    path("cms/tag-autocomplete/", schlagwoerter, name="schlagwoerter"),
    path("cms/tag-autocomplete/<slug:app>/<slug:model>/", schlagwoerter, name="schlagwoerter"),
    path("cms/", include(wagtailadmin_urls)),
    path("dokumente/", include(wagtaildocs_urls)),
    *i18n_patterns(
        path("konto/", accounts_views.overview, name="account_overview"),
        path("konto/", include("allauth.urls")),
        path("", include("mitglieder.urls")),
        path("netzwerke/", include("netzwerke.urls")),
        path("", include("search.urls")),
        path("werkstatt/", include("core.gallery")),
        re_path(wagtail_urls.serve_pattern, seite),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

if settings.DEBUG or settings.DEMO:
    from django.views.static import serve

    # Pictures only: documents go through the view that checks rights. In production the proxy does this.
    pictures = {"document_root": settings.MEDIA_ROOT}
    urlpatterns = [re_path(r"^media/(?P<path>images/.+)$", serve, pictures), *urlpatterns]
