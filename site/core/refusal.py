"""What an action answers when it may not do what was asked: a sentence for the person who asked."""


class RefusedError(Exception):
    """Nothing was changed. The message is translated and says what to do instead."""
