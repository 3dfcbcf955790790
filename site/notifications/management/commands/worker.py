"""The worker process: background tasks, mail delivery, sign of life."""

import logging
import threading
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from core import health
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
        if once:
            deliver_due()
            call_command("db_worker", batch=True, startup_delay=False)
            return
        threading.Thread(target=mail_loop, args=(interval,), daemon=True).start()
        call_command("db_worker", interval=interval, startup_delay=False)


def mail_loop(interval: float) -> None:
    """Deliver and beat. A failing round is logged and beats no heart; the next one tries again."""
    last_beat = -BEAT_SECONDS
    while True:
        try:
            close_old_connections()
            deliver_due(ROUND)
            if time.monotonic() - last_beat >= BEAT_SECONDS:
                health.beat()
                last_beat = time.monotonic()
        except Exception:
            logger.exception("mail round failed")
        time.sleep(interval)
