"""Ctrl-C that cannot get lost."""

import signal
from types import FrameType
from typing import Self


class Stop:
    """Raises KeyboardInterrupt at once, and again at the next `check` if that was swallowed.

    Python calls back from compiled libraries, destructors and weak references, and an exception
    that a signal raises inside such a call is printed and dropped: the audit would go on.
    """

    def __init__(self) -> None:
        self._asked = False
        self._before: signal._HANDLER = None

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def check(self) -> None:
        """Stop here if that was asked for before.

        Raises:
            KeyboardInterrupt: it was.
        """
        if self._asked:
            raise KeyboardInterrupt

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True
        raise KeyboardInterrupt
