"""Values from the environment: what is unsafe stops the start with a sentence that helps."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config import environment

SAFE = {
    "SECRET_KEY": "".join(chr(97 + i % 26) for i in range(64)),
    "ALLOWED_HOSTS": "netzwerke.example.org",
    "BASE_URL": "https://netzwerke.example.org",
    "EMAIL_URL": "smtp+tls://post:geheim@mail.example.org:587",
}
UNSAFE = [
    ("SECRET_KEY", None, "SECRET_KEY is missing"),
    ("SECRET_KEY", "kurz", "SECRET_KEY is missing, shorter than 50"),
    ("SECRET_KEY", "a" * 80, "easily guessed"),
    ("SECRET_KEY", environment.DEVELOPMENT_KEY, "SECRET_KEY"),
    ("ALLOWED_HOSTS", None, "ALLOWED_HOSTS must list the exact host names"),
    ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS must list the exact host names"),
    ("ALLOWED_HOSTS", "*", "without wildcards"),
    ("ALLOWED_HOSTS", "gut.example.org,*.example.org", "without wildcards"),
    ("ALLOWED_HOSTS", ".example.org", "without wildcards"),
    ("BASE_URL", None, "BASE_URL must be the site's address"),
    ("BASE_URL", "http://netzwerke.example.org", "BASE_URL must start with https://"),
    ("BASE_URL", "netzwerke.example.org", "BASE_URL must be the site's address"),
    ("BASE_URL", "https://netzwerke.example.org/pfad", "without a path"),
    ("BASE_URL", "ftp://netzwerke.example.org", "BASE_URL"),
    ("EMAIL_URL", None, "EMAIL_URL is missing"),
    ("EMAIL_URL", "console://", "EMAIL_URL must start with smtp"),
    ("EMAIL_URL", "dummy://", "EMAIL_URL must start with smtp"),
    ("DATABASE_URL", "mysql://a@b/c", "DATABASE_URL must start with"),
    ("CACHE_URL", "locmem://", "CACHE_URL must start with"),
    ("CACHE_URL", "dummy://", "CACHE_URL must start with"),
    ("STORAGE_URL", "ftp://example.org/x", "STORAGE_URL must start with"),
]
READERS = {
    "SECRET_KEY": lambda var: environment.secret_key(var, production=True),
    "ALLOWED_HOSTS": lambda var: environment.allowed_hosts(production=True),
    "BASE_URL": lambda var: environment.base_url(production=True),
    "EMAIL_URL": lambda var: environment.mail_transport(var, production=True),
    "DATABASE_URL": environment.database,
    "CACHE_URL": environment.cache,
    "STORAGE_URL": environment.storage,
}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in READERS:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(("name", "value", "message"), UNSAFE)
def test_an_unsafe_value_is_refused_with_a_sentence_that_names_it(
    name: str, value: str | None, message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if value is not None:
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=re.escape(message)) as refused:
        READERS[name](tmp_path)
    assert name in str(refused.value)
    assert not value or len(value) < 30 or value not in str(refused.value), "a secret is not repeated"


@pytest.mark.parametrize("name", SAFE)
def test_a_safe_value_is_taken(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(name, SAFE[name])
    assert READERS[name](tmp_path)


def test_without_anything_the_embedded_services_live_in_one_folder(tmp_path: Path) -> None:
    assert environment.database(tmp_path)["NAME"] == str(tmp_path / "db.sqlite3")
    assert environment.cache(tmp_path)["LOCATION"] == str(tmp_path / "cache")
    assert environment.storage(tmp_path)["OPTIONS"] == {"location": str(tmp_path / "media")}
    assert environment.mail_transport(tmp_path, production=False)["file_path"] == str(tmp_path / "mails")
    assert environment.allowed_hosts(production=False) == ["localhost", "127.0.0.1", "[::1]"]
    assert environment.admin_search() == {"BACKEND": "wagtail.search.backends.database"}


def test_addresses_of_services_are_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://nutzer:wort@db.example.org:5433/ndn?sslmode=require")
    database = environment.database(tmp_path)
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.org", 5433, "ndn")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert "statement_timeout=30000" in database["OPTIONS"]["options"]
    monkeypatch.setenv("CACHE_URL", "redis://cache.example.org:6379/1")
    assert environment.cache(tmp_path)["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
    monkeypatch.setenv("STORAGE_URL", "s3://key:se%2Fcret@s3.example.org/eimer")
    with monkeypatch.context() as installed:
        installed.setattr(environment, "find_spec", lambda module: object())  # as if the extra were there
        options = environment.storage(tmp_path)["OPTIONS"]
    assert (options["secret_key"], options["bucket_name"]) == ("se/cret", "eimer")
    with pytest.raises(ImproperlyConfigured, match="pip install 'django-storages"):
        environment.storage(tmp_path)
    monkeypatch.setenv("EMAIL_URL", SAFE["EMAIL_URL"])
    transport = environment.mail_transport(tmp_path, production=True)
    assert (transport["host"], transport["port"], transport["use_tls"]) == ("mail.example.org", 587, True)
    monkeypatch.setenv("SEARCH_URL", "http://suche.example.org:9200")
    with pytest.raises(ImproperlyConfigured, match="pip install 'elasticsearch"):
        environment.admin_search()
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example.org, b.example.org")
    assert environment.allowed_hosts(production=True) == ["a.example.org", "b.example.org"]


@pytest.mark.parametrize("hosts", [["netzwerke.example.org"], ["a.example.org", "Netzwerke.example.org"]])
def test_the_address_of_the_site_is_one_it_answers_under(hosts: list[str]) -> None:
    url = "https://netzwerke.example.org:8443"
    assert environment.served(url, hosts, production=True) == url


@pytest.mark.parametrize("url", ["https://anders.example.org", "https://example.org", "https://[::1]"])
def test_an_address_the_site_does_not_answer_under_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="BASE_URL must stand in ALLOWED_HOSTS as well"):
        environment.served(url, ["netzwerke.example.org"], production=True)
    assert environment.served(url, [], production=False) == url


WRONG = {
    "DEBUG": ("vielleicht", "DEBUG must be 1 or 0."),
    "DEMO": ("2", "DEMO must be 1 or 0."),
    "SEITENCACHE": ("aus", "SEITENCACHE must be 1 or 0."),
    "TRUSTED_PROXIES": ("einer", "TRUSTED_PROXIES must be a whole number from 0 on."),
    "BASE_URL": ("https://x.example.org", "The host name of BASE_URL must stand in ALLOWED_HOSTS as well."),
    "ALLOWED_HOSTS": (
        "*",
        "ALLOWED_HOSTS must list the exact host names, separated by commas, without wildcards.",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_ends_the_command_and_the_server_with_one_sentence(name: str, tmp_path: Path) -> None:
    value, sentence = WRONG[name]
    env = {k: os.environ[k] for k in ("PATH", "LANG", "HOME") if k in os.environ}
    env |= {**SAFE, "VAR_DIR": str(tmp_path), name: value}
    for arguments in (
        ["manage.py", "check"],
        ["-c", "import sys; sys.path.insert(0, 'site'); import config.wsgi"],
    ):
        done = subprocess.run(
            [sys.executable, *arguments],
            env=env,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (1, f"{sentence}\n")


@pytest.mark.parametrize("value", ["-1", "1.5", ""])
def test_a_number_of_proxies_is_counted_from_zero(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", value)
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES must be a whole number"):
        environment.number("TRUSTED_PROXIES", 0)


# --- The production profile as a whole ---

EXPECTED = {
    "DEBUG": False,
    "ALLOWED_HOSTS": ["netzwerke.example.org"],
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": False,
    "SECURE_PROXY_SSL_HEADER": None,
    "USE_X_FORWARDED_HOST": False,
    "SECURE_CONTENT_TYPE_NOSNIFF": True,
    "SECURE_REFERRER_POLICY": "same-origin",
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_NAME": "__Host-session",
    "CSRF_COOKIE_SECURE": True,
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "SESSION_SAVE_EVERY_REQUEST": False,
    "X_FRAME_OPTIONS": "DENY",
    "PASSWORD_RESET_TIMEOUT": 3600,
    "WHITENOISE_ALLOW_ALL_ORIGINS": False,
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*", "password2*"],
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "ACCOUNT_PREVENT_ENUMERATION": True,
    "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": True,
    "ACCOUNT_CHANGE_EMAIL": True,
    "ACCOUNT_CONFIRM_EMAIL_ON_GET": False,
    "ACCOUNT_LOGOUT_ON_GET": False,
    "ACCOUNT_SESSION_REMEMBER": False,
    "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https",
    "ACCOUNT_RATE_LIMITS": {"reset_password": "5/m/ip,3/h/key", "veranstaltung_anmelden": "30/10m/ip"},
    "ALLAUTH_TRUSTED_PROXY_COUNT": 0,
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
    "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes", "webauthn"],
    "WAGTAILADMIN_LOGIN_URL": "/konto/login/",
    "WAGTAIL_FRONTEND_LOGIN_URL": "/konto/login/",
    "WAGTAIL_PASSWORD_MANAGEMENT_ENABLED": False,
    "WAGTAIL_PASSWORD_RESET_ENABLED": False,
    "WAGTAIL_EMAIL_MANAGEMENT_ENABLED": False,
    "WAGTAILUSERS_PASSWORD_ENABLED": False,
    "WAGTAILDOCS_SERVE_METHOD": "serve_view",
    "WAGTAILDOCS_MAX_UPLOAD_SIZE": 10_485_760,
    "WAGTAILDOCS_BLOCK_EMBEDDED_CONTENT": True,
    "WAGTAILDOCS_INLINE_CONTENT_TYPES": ["application/pdf"],
    "WAGTAIL_PRIVATE_PAGE_OPTIONS": {"SHARED_PASSWORD": False},
    "WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS": {"SHARED_PASSWORD": False},
    "WAGTAILIMAGES_MAX_UPLOAD_SIZE": 10_485_760,
    "WAGTAILIMAGES_MAX_IMAGE_PIXELS": 40_000_000,
    "WAGTAILEMBEDS_FINDERS": [],
    "WAGTAIL_GRAVATAR_PROVIDER_URL": None,
    "WAGTAIL_ENABLE_UPDATE_CHECK": False,
    "WAGTAIL_ENABLE_WHATS_NEW_BANNER": False,
    "WAGTAILADMIN_BASE_URL": "https://netzwerke.example.org",
    "WAGTAILADMIN_PAGE_SEARCH_FILTER_BY_PERMISSIONS": True,
    "WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT": 5,
    "WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS": False,
    "DATA_UPLOAD_MAX_MEMORY_SIZE": 2_621_440,
    "EMAIL_BACKEND": "notifications.backends.OutboxBackend",
}
PROBE = """
import os, sys
sys.path[:0] = [os.getcwd(), os.path.join(os.getcwd(), "site")]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
from django.conf import settings
print({name: getattr(settings, name) for name in eval(sys.argv[1])})
"""


def production(names: list[str], var: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", PROBE, repr(names)],
        env={**inherited, **SAFE, "VAR_DIR": str(var), **changes},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def values(names: list[str], var: Path, **changes: str) -> dict[str, Any]:
    import ast

    return ast.literal_eval(production(names, var, **changes).stdout)


def test_the_production_profile_starts_with_safe_settings(tmp_path: Path) -> None:
    assert values(list(EXPECTED), tmp_path) == EXPECTED


def test_production_stops_with_the_reason_on_the_last_line(tmp_path: Path) -> None:
    result = production(["DEBUG"], tmp_path, ALLOWED_HOSTS="*")
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].endswith(
        "ALLOWED_HOSTS must list the exact host names, separated by commas, without wildcards."
    )


def test_the_proxy_is_trusted_only_when_it_is_named(tmp_path: Path) -> None:
    names = ["SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT"]
    assert values(names, tmp_path, TRUSTED_PROXIES="1") == {
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    }


def test_passwords_are_hashed_and_checked_strictly(tmp_path: Path) -> None:
    found = values(["PASSWORD_HASHERS", "AUTH_PASSWORD_VALIDATORS"], tmp_path)
    assert found["PASSWORD_HASHERS"][0] == "django.contrib.auth.hashers.Argon2PasswordHasher"
    names = {v["NAME"].rsplit(".", 1)[1]: v.get("OPTIONS", {}) for v in found["AUTH_PASSWORD_VALIDATORS"]}
    assert set(names) == {
        "UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator",
        "NumericPasswordValidator",
    }  # fmt: skip
    assert names["MinimumLengthValidator"] == {"min_length": 12}


def test_nobody_uploads_what_a_browser_runs() -> None:
    for extension in ("html", "htm", "svg", "js", "xml", "zip", "exe"):
        assert extension not in settings.WAGTAILDOCS_EXTENSIONS
        assert extension not in settings.WAGTAILIMAGES_EXTENSIONS
