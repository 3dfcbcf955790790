"""Every button of joining, inviting, claiming, vouching, confirming and roles, ready to be pressed.

Each entry prepares what it needs and says what the log writes of it, once, and how many mails go out.
"""

from tests.mitglieder.klicks import antraege, eintritt, leitung
from tests.mitglieder.klicks.liste import KLICKS, Klick

__all__ = ["KLICKS", "Klick", "antraege", "eintritt", "leitung"]
