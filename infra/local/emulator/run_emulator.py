"""Runs MiniStack until its standard input closes, then lets it write its state.

The local stage holds the other end of that pipe. However the stage ends, even by SIGKILL, the pipe closes with it, so no
emulator is ever left over and none of its data is lost.
"""

import os
import runpy
import signal
import sys
import threading


def stop_when_orphaned() -> None:
    # Not through sys.stdin: its lock, held here, makes the interpreter abort when it ends.
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGINT)


threading.Thread(target=stop_when_orphaned, daemon=True).start()
sys.argv = ["ministack"]
runpy.run_module("ministack", run_name="__main__")
