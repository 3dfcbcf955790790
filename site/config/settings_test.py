"""Test overlay: the development profile, everything in a throw-away folder, nothing compressed."""

import os
import tempfile

os.environ.setdefault("DEBUG", "0")
os.environ.setdefault("DEMO", "1")
# One per process: test workers would otherwise empty each other's cache.
THROW_AWAY = tempfile.TemporaryDirectory(prefix="ndn-test-")
os.environ["VAR_DIR"] = THROW_AWAY.name
os.environ.setdefault("BASE_URL", "http://localhost:8000")

from config.settings import *  # noqa: E402, F403 — an overlay takes everything, after the environment is set

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DEMO = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; never in production
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MAIL_TRANSPORT = {"backend": "django.core.mail.backends.locmem.EmailBackend"}
PAGE_CACHE_ENABLED = False  # tests of the page cache switch it on
