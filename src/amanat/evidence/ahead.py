"""Read ahead in a thread: reading and extraction of one large file share two cores."""

from collections.abc import Generator, Iterator
from queue import SimpleQueue
from threading import Event, Semaphore, Thread
from typing import Final, TypeVar

T = TypeVar("T")

#: Batches that are read and wait; each is as large as a block of the reader.
_DEPTH: Final = 2


def ahead(things: Iterator[T]) -> Generator[T, None, None]:
    """Yield what an iterator gives, in order, while a thread works on the next ones.

    What the iterator raises is raised here, behind what it gave before. The iterator is used by the
    thread alone; when this one is closed, the thread has ended.
    """
    ready: SimpleQueue[tuple[list[T], BaseException | None]] = SimpleQueue()
    room, stopped = Semaphore(_DEPTH), Event()

    def fill() -> None:
        last: BaseException = StopIteration()
        try:
            for thing in things:
                ready.put(([thing], None))
                room.acquire()
                if stopped.is_set():
                    return
        except BaseException as error:  # noqa: BLE001 - whoever asked gets it
            last = error
        ready.put(([], last))

    thread = Thread(target=fill, daemon=True)
    thread.start()
    try:
        while True:
            given, ended = ready.get()
            if isinstance(ended, StopIteration):
                return
            if ended is not None:
                raise ended
            room.release()
            yield from given
    finally:
        stopped.set()
        room.release()
        thread.join()
