"""Runs MiniStack until its standard input closes, then lets it finish what is under way and write its state.

The local stage holds the other end of that pipe. However the stage ends, even by SIGKILL, the pipe closes with it, so no
emulator is ever left over and none of its data is lost.
"""

import os
import runpy
import signal
import sys
import threading
import time
import traceback

from drain import drain

# Lambda waits at a queue, and hands on what comes at once. MiniStack looks once a second.
LOOK_SECONDS = 0.05


def stop_when_orphaned() -> None:
    # Not through sys.stdin: its lock, held here, makes the interpreter abort when it ends.
    while os.read(0, 4096):
        pass
    try:
        drain()
    except Exception:  # Whatever it is, the state has to be written.
        traceback.print_exc()
    os.kill(os.getpid(), signal.SIGINT)


def feed_from_queues() -> None:
    # A second consumer beside MiniStack's own, which also serves the streams, one function after the other. Each message
    # goes to one of them: to receive it hides it.
    while True:
        time.sleep(LOOK_SECONDS)
        functions = sys.modules.get("ministack.services.lambda_svc")
        # Only once there is something to feed, and where this version works as the one that was tried.
        look = getattr(functions, "_poll_sqs", None)
        if look is None or not getattr(functions, "_poller_started", False):
            continue
        try:
            while look():
                pass
        except Exception as error:  # As MiniStack's own: the next look may go better.
            functions.logger.error("feeding from queues failed: %s", error)


threading.Thread(target=stop_when_orphaned, daemon=True).start()
threading.Thread(target=feed_from_queues, daemon=True).start()
sys.argv = ["ministack"]
runpy.run_module("ministack", run_name="__main__")
