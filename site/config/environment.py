"""Typed readers for the environment. Each refuses an unsafe value with a sentence that says what to do."""

import re
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

env = Env()

DEVELOPMENT_KEY = "nur-fuer-entwicklung-und-tests-niemals-in-produktion-verwenden-0123456789"


def var_dir(base_dir: Path) -> Path:
    """The one folder the site writes to: database, cache, uploads, mails."""
    path = Path(env.str("VAR_DIR", str(base_dir / "var")))
    path.mkdir(parents=True, exist_ok=True)
    return path


def own_key(var: Path) -> str:
    """The key that `make run` made for this installation: a command beside it has to make the same links."""
    stored = var / "secret_key"
    return stored.read_text().strip() if stored.is_file() else ""


def secret_key(var: Path, *, production: bool) -> str:
    key = env.str("SECRET_KEY", "")
    if not production:
        return key or own_key(var) or DEVELOPMENT_KEY
    if len(key) < 50 or len(set(key)) < 5 or key == DEVELOPMENT_KEY:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing, shorter than 50 characters or easily guessed. Make one with: "
            "python -c 'import secrets; print(secrets.token_urlsafe(64))'. For commands on the installation "
            "that make run has set up, set DEMO=1."
        )
    return key


def allowed_hosts(*, production: bool) -> list[str]:
    names = env.list("ALLOWED_HOSTS", [] if production else ["localhost", "127.0.0.1", "[::1]"])
    hosts = [name.strip() for name in names if name.strip()]
    if production and (not hosts or any("*" in host or host.startswith(".") for host in hosts)):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS must list the exact host names, separated by commas, without wildcards."
        )
    return hosts


def base_url(*, production: bool) -> str:
    url = env.str("BASE_URL", "" if production else f"http://localhost:{env.str('PORT', '8000')}")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/"):
        raise ImproperlyConfigured(
            "BASE_URL must be the site's address without a path, for example https://example.org"
        )
    if production and parts.scheme != "https":
        raise ImproperlyConfigured("BASE_URL must start with https:// in production.")
    return url.rstrip("/")


def served(url: str, hosts: list[str], *, production: bool) -> str:
    """The address itself, if the site answers under it: every link in a mail leads there."""
    name = urlsplit(url).hostname or ""
    if production and not {name, f"[{name}]"} & {host.lower() for host in hosts}:
        raise ImproperlyConfigured("The host name of BASE_URL must stand in ALLOWED_HOSTS as well.")
    return url


def flag(name: str, *, default: bool = False) -> bool:
    try:
        return env.bool(name, default)
    except EnvError:
        raise ImproperlyConfigured(f"{name} must be 1 or 0.") from None


def number(name: str, default: int) -> int:
    """A whole number from 0 on."""
    try:
        value = env.int(name, default)
    except EnvError:
        value = -1
    if value < 0:
        raise ImproperlyConfigured(f"{name} must be a whole number from 0 on.")
    return value


SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-16000;"
        "PRAGMA mmap_size=134217728;"
    ),
}
POSTGRES_OPTIONS = {
    "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
    "options": "-c statement_timeout=30000 -c lock_timeout=10000",
}


def database(var: Path) -> dict:
    """DATABASE_URL as a Django configuration; SQLite in `var/` when it is not set."""
    config = env.dj_db_url("DATABASE_URL", f"sqlite:///{var / 'db.sqlite3'}")
    engine = config["ENGINE"].rsplit(".", 1)[-1]
    if engine not in {"sqlite3", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must start with sqlite:/// or postgres://")
    options = SQLITE_OPTIONS if engine == "sqlite3" else POSTGRES_OPTIONS
    config.setdefault("OPTIONS", {}).update(options)  # update: keep ?host= and ?sslmode=
    config["CONN_MAX_AGE"] = None if engine == "sqlite3" else 0  # the pool keeps connections
    return config


def cache(var: Path, *, pages: bool = False) -> dict:
    """CACHE_URL: redis://… or file:///path. Default: files under `var/`, shared by all workers."""
    url = env.str("CACHE_URL", f"file://{var / 'cache'}")
    scheme = urlsplit(url).scheme
    if scheme in {"redis", "rediss", "unix"}:
        prefix = "pages" if pages else ""
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": url,
            "KEY_PREFIX": prefix,
        }
    if scheme == "file":
        location = url.removeprefix("file://") + ("-pages" if pages else "")
        return {
            "BACKEND": "core.cache.FileCache",
            "LOCATION": location,
            "TIMEOUT": 3600,
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    raise ImproperlyConfigured("CACHE_URL must start with redis:// or file:///")


def need(module: str, what: str, install: str) -> None:
    """Optional extras are not among the requirements; say so at once instead of failing later."""
    if find_spec(module) is None:
        raise ImproperlyConfigured(f"{what} needs a package that is not installed: {install}")


def storage(var: Path) -> dict:
    """STORAGE_URL: s3://key:secret@host/bucket or file:///path. Default: `var/media`."""
    url = env.str("STORAGE_URL", f"file://{var / 'media'}")
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": url.removeprefix("file://")},
        }
    if parts.scheme != "s3":
        raise ImproperlyConfigured("STORAGE_URL must start with s3:// or file:///")
    need("storages", "STORAGE_URL with s3://", "pip install 'django-storages[s3]>=1.14.6,<2'")
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "endpoint_url": f"https://{parts.hostname}",
            "bucket_name": parts.path.strip("/"),
            "querystring_auth": True,
        },
    }


def media_accel() -> str:
    """MEDIA_ACCEL: the proxy's internal location for uploads, like /_media/; empty: sent by ourselves."""
    location = env.str("MEDIA_ACCEL", "")
    if location and not re.fullmatch(r"/(?:[\w-]+/)+", location):
        raise ImproperlyConfigured("MEDIA_ACCEL is a path that begins and ends with a slash, like /_media/")
    if location and urlsplit(env.str("STORAGE_URL", "")).scheme == "s3":
        raise ImproperlyConfigured("MEDIA_ACCEL needs files on disk; leave it out where STORAGE_URL is s3://")
    return location


# STARTTLS, TLS from the first byte, usual port
MAIL_SCHEMES = {"smtp": (False, False, 25), "smtp+tls": (True, False, 587), "smtp+ssl": (False, True, 465)}


def mail_transport(var: Path, *, production: bool) -> dict:
    """EMAIL_URL as keyword arguments of the delivering backend; files under `var/mails` without it."""
    if not env.str("EMAIL_URL", ""):
        if production:
            raise ImproperlyConfigured(
                "EMAIL_URL is missing, for example smtp+tls://user:password@mail.example.org:587"
            )
        backend = "notifications.filebackend.EmailBackend"
        return {"backend": backend, "file_path": str(var / "mails")}
    parts = urlsplit(env.str("EMAIL_URL"))
    if parts.scheme not in MAIL_SCHEMES or not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL must start with smtp://, smtp+tls:// or smtp+ssl://")
    tls, ssl, port = MAIL_SCHEMES[parts.scheme]
    return {
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "host": parts.hostname,
        "port": parts.port or port,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": tls,
        "use_ssl": ssl,
        "timeout": 20,
    }


def admin_search() -> dict:
    """SEARCH_URL moves the admin's search to Elasticsearch; the public search needs none."""
    url = env.str("SEARCH_URL", "")
    if not url:
        return {"BACKEND": "wagtail.search.backends.database"}
    need("elasticsearch", "SEARCH_URL", "pip install 'elasticsearch>=9,<10'")
    return {"BACKEND": "wagtail.search.backends.elasticsearch9", "URLS": [url], "INDEX": "ndn"}


def logging_config(*, debug: bool) -> dict:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "core.logs.json_formatter"},
            "console": {"()": "core.logs.console_formatter"},
        },
        "filters": {"refused": {"()": "core.logs.RefusedIsNoError"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "filters": ["refused"],
                "formatter": "console" if debug else "json",
            },
            # Without any handler Python would print the message and its traceback itself.
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "propagate": False},
            "django.db.backends": {"level": "INFO"},
            # A refused request is no event of ours, and a scanner makes thousands of them.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
            "PIL": {"level": "INFO"},
        },
    }


def retention(days: dict[str, int | None]) -> dict[str, int | None]:
    """How long data stay: our periods, with those that AUFBEWAHRUNG names ("name=days,name=days")."""
    given: dict[str, int] = env.dict("AUFBEWAHRUNG", {}, subcast_values=int)
    unknown = sorted(set(given) - set(days))
    if unknown or any(number < 0 for number in given.values()):
        raise ImproperlyConfigured(
            "AUFBEWAHRUNG takes name=days, separated by commas; the names are: " + ", ".join(sorted(days))
        )
    return {**days, **given}
