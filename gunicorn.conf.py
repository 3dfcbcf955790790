"""How the web process runs. `gunicorn` alone starts it, from the root of the project."""

import os

wsgi_app = "config.wsgi"
pythonpath = "site"
bind = [f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"]
# SQLite writers take turns, so more than two workers only wait for each other.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "config.worker.Worker"
limit_request_line = 8190
threads = 4
timeout = 60
max_requests = 20_000
max_requests_jitter = 2_000
preload_app = True  # workers share the memory of the imported code
control_socket_disable = True  # the home directory may be read-only
accesslog = None  # the request log is written by core.logging, without addresses


def when_ready(server: object) -> None:
    """What is loaded so far is for good: the collector leaves it alone, so workers keep sharing it."""
    import gc

    gc.collect()
    gc.freeze()
