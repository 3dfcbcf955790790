"""Test overlay: the development profile, everything in a throw-away folder, nothing compressed."""

import os
import tempfile

os.environ.setdefault("DEBUG", "0")
os.environ.setdefault("DEMO", "1")
# One per process: test workers would otherwise empty each other's cache.
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="ndn-test-")
os.environ.setdefault("BASE_URL", "http://localhost:8000")

from config.settings import *  # noqa: F403 — an overlay takes everything

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
