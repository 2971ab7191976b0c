"""The process that runs the jobs. A lock tells whether it is alive: the system takes it
away when the process dies, however it dies."""

import ctypes
import fcntl
import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from .tasks import runs_at_once

_TELL_OF_PARENTS_DEATH = 1  # PR_SET_PDEATHSIG of prctl(2)


def is_alive():
    """Whether somebody runs the jobs on this machine."""
    if runs_at_once():
        return True
    with _lock_file() as file:
        return not _lock(file, fcntl.LOCK_SH)


def work():
    """Run jobs until told to stop; returns at once if another process does."""
    with _lock_file() as file:
        if _lock(file, fcntl.LOCK_EX):
            _work()


def spawn(prepare):
    """Fork a process that works; returns its number, or 0 if there is one.

    ``prepare`` is called in it first. It ends with its parent.
    """
    with _lock_file() as file:
        if not _lock(file, fcntl.LOCK_EX):
            return 0
        # The lock belongs to the open file, which the child inherits.
        parent = os.getpid()
        pid = os.fork()
        if not pid:
            _be_child(prepare, parent)
        return pid


def _be_child(prepare, parent):
    code = 1
    try:
        # Whatever the parent does then, and until the library says what to do.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(_TELL_OF_PARENTS_DEATH, signal.SIGTERM)
        if os.getppid() != parent:
            sys.exit()  # it died before it was asked to tell
        prepare()
        _work()
        code = 0
    except SystemExit as leaving:
        code = leaving.code or 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)  # nothing of the parent's is to be cleaned up here


def _work():
    call_command("prune_db_task_results", verbosity=0)
    call_command("db_worker", startup_delay=False, reload=False, verbosity=0)


@contextmanager
def _lock_file():
    path = Path(settings.DATA_DIR) / "worker.lock"
    with path.open("a") as file:
        yield file


def _lock(file, how):
    """Take the lock; whether that was possible at once."""
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
