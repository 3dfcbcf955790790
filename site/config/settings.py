"""All settings, in one file. Every value that differs between places comes from the environment.

Three profiles: DEBUG=1 (development), DEMO=1 (`make run` on one's own machine) and, with neither,
production. `config.environment` refuses a production start with unsafe values.
"""

from datetime import timedelta
from pathlib import Path

from config import environment as umgebung

# --- Places -------------------------------------------------------------------------------------
BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = umgebung.var_dir(BASE_DIR)

# --- Profile ------------------------------------------------------------------------------------
DEBUG = umgebung.flag("DEBUG")
DEMO = umgebung.flag("DEMO")
PRODUCTION = not (DEBUG or DEMO)
SECRET_KEY = umgebung.secret_key(VAR_DIR, production=PRODUCTION)
SECRET_KEY_FALLBACKS: list[str] = umgebung.env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = umgebung.allowed_hosts(production=PRODUCTION)
BASE_URL = umgebung.served(umgebung.base_url(production=PRODUCTION), ALLOWED_HOSTS, production=PRODUCTION)
TRUSTED_PROXIES = umgebung.number("TRUSTED_PROXIES", 0)
HTTPS = BASE_URL.startswith("https://")

# --- Applications: rooms first, so that their templates win ---------------------------------------
INSTALLED_APPS = [
    "home",
    "veranstaltungen",
    "mitglieder",
    "netzwerke",
    "api",
    "search",
    "notifications",
    "accounts",
    "core",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "rules.apps.AutodiscoverRulesConfig",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.forms",  # form templates are looked up among ours
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "core.middleware.RequestIdMiddleware",
    "core.middleware.SecurityHeadersMiddleware",
    "core.middleware.MaintenanceMiddleware",
    "core.middleware.BadRequestMiddleware",
    "core.pagecache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "core.middleware.LanguageMiddleware",
    "core.middleware.NotAllowedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.middleware.AdminAwareCSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "netzwerke.cms.addresses.AdminScopeMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "core.middleware.SlashMiddleware",  # Django's CommonMiddleware; innermost, because it calls the view
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.page_frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "core.templatetags.components",
            ],
        },
    }
]
FORM_RENDERER = "core.forms.ProjectFormRenderer"

# --- Database ---------------------------------------------------------------------------------
DATABASES = {"default": umgebung.database(VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
WAGTAIL_PAGE_MODEL = "wagtailcore.Page"

# --- Cache: shared by all workers, never per process, because limits are counted in it ------------
CACHES = {"default": umgebung.cache(VAR_DIR), "pages": umgebung.cache(VAR_DIR, pages=True)}
PAGE_CACHE_ENABLED = umgebung.flag("SEITENCACHE", default=True)
PAGE_CACHE_SECONDS = 300

# --- Background work --------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Days that kinds of data stay, None for without end; AUFBEWAHRUNG="gesendete_mails=30" changes some.
# What they are stands in docs/betrieb/aufbewahrung.md.
AUFBEWAHRUNG_TAGE = umgebung.retention(
    {
        "antraege": 730,
        "antragsentwuerfe": 180,
        "aufgaben": 14,
        "aufgegebene_mails": 90,
        "beitrittsanfragen": 365,
        "einladungen": 180,
        "einladungslisten": 30,
        "gastgeberfragen": 730,
        "geraete": 1,
        "gesendete_mails": 90,
        "listenversuche": 1,
        "nachrichten": 365,
        "nie_bestaetigt": 30,
        "protokoll": None,
        "sitzangebote": 180,
        "sitze": 365,
        "sitzungen": 0,
        "tageslaeufe": 90,
        "unterlagen": None,
        "terminumfragen": 183,
        "unternehmen": 730,
    }
)

# --- Yearly confirmation: a network is asked when its last one is this old, and reminded in steps --
CONFIRMATION_ASK_DAYS = 335
CONFIRMATION_STEP_DAYS = 28  # after the third step without an answer a network is said to rest

# --- Accounts ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "netzwerke.backends.RollenBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    # 20,000 passwords from breaches, shipped with Django and checked offline.
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "mitglieder:mein"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "signup": "accounts.forms.SignupForm",
    "add_email": "accounts.forms.AddEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "telefon"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
# A stranger's address gets no mail; the page answers the same for known and unknown addresses.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_RATE_LIMITS = {"reset_password": "5/m/ip,3/h/key", "veranstaltung_anmelden": "30/10m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.MFAAuthenticateForm",
    "reauthenticate": "accounts.forms.MFAReauthenticateForm",
    "activate_totp": "accounts.forms.ActivateTOTPForm",
    "login_webauthn": "accounts.forms.LoginPasskeyForm",
    "authenticate_webauthn": "accounts.forms.AuthenticatePasskeyForm",
    "reauthenticate_webauthn": "accounts.forms.ReauthenticatePasskeyForm",
    "add_webauthn": "accounts.forms.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.EditPasskeyForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a new address waits for its confirmation; nobody signs in without one
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_PERIOD = 30
MFA_TOTP_TOLERANCE = 1  # clocks of phones differ, and people type slowly
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Netzwerk der Netzwerke"
USERSESSIONS_TRACK_ACTIVITY = False  # no write on a GET

# --- Sessions, cookies, transport ---------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
# Not HttpOnly: the admin's scripts read the token from inline JSON, but the translation editor of
# wagtail-localize reads the cookie; the token alone is worthless without the session.
CSRF_COOKIE_HTTPONLY = False
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_SECONDS_PRIVILEGED = int(timedelta(hours=8).total_seconds())
CSRF_FAILURE_VIEW = "core.views.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # the load balancer asks over plain HTTP
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = umgebung.flag("HSTS_PRELOAD")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # the page editor needs it; public forms are small
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = "Europe/Berlin"
USE_THOUSAND_SEPARATOR = False  # years and ids must not get one; figures use `zahl`

# --- Static files and uploads -----------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_ACCEL = umgebung.media_accel()  # where the proxy sends pictures from, after the view has agreed
STORAGES = {
    "default": umgebung.storage(VAR_DIR),
    "staticfiles": {"BACKEND": "core.staticfiles.ManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 3600

# --- Mail: everything goes through the outbox; the worker delivers by EMAIL_URL -------------------
EMAIL_BACKEND = "notifications.backends.OutboxBackend"
MAIL_TRANSPORT = umgebung.mail_transport(VAR_DIR, production=PRODUCTION)
DEFAULT_FROM_EMAIL = umgebung.env.str("EMAIL_FROM", "Netzwerk der Netzwerke <noreply@localhost.localdomain>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
SECURITY_CONTACT = umgebung.env.str("SECURITY_CONTACT", "mailto:security@localhost.localdomain")

# --- Wagtail --------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Netzwerk der Netzwerke"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/konto/login/"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # the networks keep one time; nobody has to choose it
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 5
WAGTAILADMIN_PAGE_SEARCH_FILTER_BY_PERMISSIONS = True
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", "ics"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_FORM_BASE = "core.documents.DocumentForm"
WAGTAILDOCS_BLOCK_EMBEDDED_CONTENT = True
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_MODEL = "core.Bild"
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.images.ImageForm"
WAGTAILEMBEDS_FINDERS: list[dict] = []  # no foreign embeds
WAGTAILSEARCH_BACKENDS = {"default": umgebung.admin_search()}
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_HEADLESS_PREVIEW: dict = {}
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True

# --- Logging: one JSON line per event, with the request's id; no addresses, no personal data -------
LOGGING = umgebung.logging_config(debug=DEBUG)

# auth.W004: the address is unique, by a constraint on its lower-case form that the check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
