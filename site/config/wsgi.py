"""The web process. Refuses to start when production holds what must not be there."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
try:
    application = get_wsgi_application()
except ImproperlyConfigured as error:
    raise SystemExit(str(error)) from None

from core.startup import refuse_unsafe_start, warm_up  # they need the apps to be loaded

refuse_unsafe_start()
warm_up()
