"""Ctrl-C that cannot get lost."""

import signal

import pytest

from amanat.cli._stop import Stop


class _Swallows:
    """Python drops what is raised in a destructor."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_that_a_destructor_swallowed_stops_at_the_next_check():
    with Stop() as stop:
        stop.check()
        thing = _Swallows()
        del thing
        with pytest.raises(KeyboardInterrupt):
            stop.check()


def test_an_interrupt_stops_at_once():
    with Stop(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_afterwards_the_old_handler_is_back():
    before = signal.getsignal(signal.SIGINT)
    with Stop():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before
