"""Lets what is under way in MiniStack arrive before it ends.

It writes tables and queues, but not the streams of tables: what a function had not read of one is never delivered, and sums that
are made of streams stay wrong. So the queues go on feeding for a while, then no more, and the streams are read to their end.
"""

import sys
import time

QUEUE_SECONDS = 6
# Some hundred writes a second are read.
STREAM_SECONDS = 60
LOOK_SECONDS = 0.05
# A function that works on a message writes to a table in between, and its stream has something again.
QUIET_SECONDS = 0.5


def drain() -> None:
    functions = sys.modules.get("ministack.services.lambda_svc")
    queues = sys.modules.get("ministack.services.sqs")
    tables = sys.modules.get("ministack.services.dynamodb")
    # Only where functions are fed at all, and this version is as the one that was tried.
    if not getattr(functions, "_poller_started", False) or queues is None or tables is None:
        return
    wait_for_quiet(lambda: not (has_messages(functions, queues) or has_unread(functions, tables)), QUEUE_SECONDS)
    # The pollers look the name up each time.
    functions._poll_sqs = lambda: False
    wait_for_quiet(lambda: not has_unread(functions, tables), STREAM_SECONDS)
    release_messages(queues)


def wait_for_quiet(is_quiet, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    quiet_since = None
    while time.monotonic() < deadline:
        now = time.monotonic()
        quiet_since = (quiet_since or now) if is_quiet() else None
        if quiet_since is not None and now - quiet_since >= QUIET_SECONDS:
            return
        time.sleep(LOOK_SECONDS)


def sources(functions, service: str):
    """The mappings of functions to a service's sources, with account and region set as for the poller."""
    for account, region, mapping in functions._iter_all_esms():
        arn = mapping.get("EventSourceArn", "")
        if f":{service}:" not in arn or not mapping.get("Enabled", True):
            continue
        account_token = functions._request_account_id.set(account)
        region_token = functions._request_region.set(region)
        try:
            yield mapping, arn
        finally:
            functions._request_account_id.reset(account_token)
            functions._request_region.reset(region_token)


def has_messages(functions, queues) -> bool:
    now = time.time()
    for _, arn in sources(functions, "sqs"):
        queue = queues._queues.get(queues._queue_url(arn.rsplit(":", 1)[1]))
        # Those that are delayed wait for their time, not for a function.
        if queue and any(m["receive_count"] > 0 or m["visible_at"] <= now for m in queue["messages"]):
            return True
    return False


def has_unread(functions, tables) -> bool:
    for mapping, arn in sources(functions, "dynamodb"):
        name = arn.split(":table/", 1)[1].split("/", 1)[0]
        end = tables.stream_end_position(name)
        start = tables.stream_start_position(name)
        position = functions._dynamodb_stream_positions.get(mapping["UUID"], start)
        if end > max(position, start):
            return True
    return False


def release_messages(queues) -> None:
    """Nobody works on them any more: they need not wait until their visibility timeout is over."""
    now = time.time()
    for queue in queues._queues._data.values():
        for message in queue["messages"]:
            if message["receive_count"] > 0:
                message["visible_at"] = min(message["visible_at"], now)
