"""The web process. Refuses to start when production holds what must not be there."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from core.startup import refuse_unsafe_start, warm_up  # noqa: E402 — needs the apps to be loaded

refuse_unsafe_start()
warm_up()
