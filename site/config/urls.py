"""All addresses. Rooms first, then the pages that editors make.

Every other login door is closed before the frameworks' own addresses are included.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from accounts import views as accounts_views
from api.urls import urls as api_urls
from core import fileviews
from core import views as core_views
from home.sitemaps import sitemap
from home.wege import seite
from netzwerke.cms.drafts import external_link
from netzwerke.cms.tags import schlagwoerter

handler400 = core_views.bad_request
handler403 = core_views.permission_denied
handler404 = core_views.not_found
handler500 = core_views.server_error

urlpatterns = [
    path("healthz", core_views.healthz),
    path("robots.txt", core_views.robots_txt),
    path("favicon.ico", core_views.favicon),
    path(".well-known/security.txt", core_views.security_txt),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("api/v1/", api_urls),
    path("cms/login/", accounts_views.to_login),
    re_path(r"^cms/password_reset/", accounts_views.to_password_reset),
    path("_util/login/", accounts_views.to_login),
    path("cms/tag-autocomplete/", schlagwoerter, name="schlagwoerter"),
    path("cms/tag-autocomplete/<slug:app>/<slug:model>/", schlagwoerter, name="schlagwoerter"),
    path("cms/choose-external-link/", external_link, name="wagtailadmin_choose_page_external_link"),
    path("cms/", include(wagtailadmin_urls)),
    re_path(r"^media/(?P<name>images/[\w.-]{1,200})$", fileviews.picture),
    re_path(r"^media/(?P<name>original_images/[\w.-]{1,200})$", fileviews.original),
    re_path(
        r"^dokumente/(?P<document_id>[0-9]{1,18})/(?P<document_filename>.+)$",
        fileviews.document,
        name="wagtaildocs_serve",  # reversed by Wagtail, whose own view asks the collection only
    ),
    *i18n_patterns(
        path("konto/", accounts_views.overview, name="account_overview"),
        path(
            "konto/confirm-email/<str:key>/",
            accounts_views.ConfirmAddressView.as_view(),
            name="account_confirm_email",
        ),
        path(
            "konto/2fa/totp/activate/",
            accounts_views.ActivateAppView.as_view(),
            name="mfa_activate_totp",
        ),
        path(
            "konto/2fa/webauthn/keys/<int:pk>/remove/",
            accounts_views.RemovePasskeyView.as_view(),
            name="mfa_remove_webauthn",
        ),
        path("konto/sessions/<int:pk>/", accounts_views.end_session, name="account_end_session"),
        path("konto/", include("allauth.urls")),
        path("", include("mitglieder.urls")),
        path("", include("veranstaltungen.urls")),
        path("netzwerke/", include("netzwerke.urls")),
        path("", include("search.urls")),
        path("werkstatt/", include("core.gallery")),
        re_path(wagtail_urls.serve_pattern, seite),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
