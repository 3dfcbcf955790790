"""The worker process: background tasks, mail delivery, sign of life, nightly jobs, what has a time."""

import logging
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from core import health, rounds
from core.tasks import start_nightly_jobs
from notifications.delivery import deliver_due

logger = logging.getLogger(__name__)
BEAT_SECONDS = 10.0
ROUND = 5  # mails between two looks at the clock: even if each runs into its time limit, it beats


class Command(BaseCommand):
    help = "Runs background tasks and delivers the mail queue until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between two looks")
        parser.add_argument("--once", action="store_true", help="do what is due, then end")

    def handle(self, *args: Any, interval: float, once: bool, **options: Any) -> None:
        tasks = task_worker(interval, batch=once)
        if once:
            deliver_due()
        else:
            health.beat()  # before the first mail, whose server may keep it waiting
            tasks.configure_signals()
            threading.Thread(target=mail_loop, args=(interval,), daemon=True).start()
        tasks.run()


def task_worker(interval: float, *, batch: bool) -> Worker:
    """The library's worker itself: its command would log each task, whatever our settings say."""
    return Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def mail_loop(interval: float) -> None:
    """Deliver and beat, without a pause while mails are due. A failing round is logged and beats no heart;
    the next one tries again."""
    last_beat = -BEAT_SECONDS
    while True:
        try:
            close_old_connections()
            more = deliver_due(ROUND) == ROUND
            if time.monotonic() - last_beat >= BEAT_SECONDS:
                health.beat()
                start_nightly_jobs()
                rounds.run()
                last_beat = time.monotonic()
        except Exception:
            logger.exception("mail round failed")
            more = False
        if not more:
            time.sleep(interval)
