import { cancelReplay, createReplay, getReplay, listReplays, previewReplay } from '../../../shared/contract/replays.ts';
import { changeContextOf } from '../../../shared/http/change-context.ts';
import type { Api } from '../../../shared/http/create-api.ts';
import { ConflictError, NotFoundError, UnavailableError } from '../../../shared/http/errors.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { isActive, type ReplayRecord, toReplay } from '../../../shared/storage/replay-record.ts';
import type { ReplayRepository } from '../../../shared/storage/replay-repository.ts';
import type { RawStore } from '../raw/raw-store.ts';
import { countRawObjects } from './count-raw-objects.ts';
import type { ReplayQueue } from './replay-queue.ts';
import { assertRange, toHours } from './replay-range.ts';

export interface ReplayPorts {
  replays: ReplayRepository;
  replayQueue: ReplayQueue;
  rawStore: Pick<RawStore, 'list'>;
  clock: Clock;
}

/** 100,000 requests are counted within the time that an answer may take. */
const maxPreviewPages = 100 + 31 * 24;
/** One that runs is among the newest: it was made after those before it had ended. */
const newest = 10;

/** Replays over HTTP: begin, watch and stop reading the archive again. */
export function serveReplays({ serve }: Pick<Api, 'serve'>, ports: ReplayPorts): void {
  const { replays, clock } = ports;
  serve(createReplay, async ({ projectId, body, principal, requestId }) => {
    const range = toHours(body, clock());
    await assertNoneRuns(projectId, replays);
    const replay = await replays.create({ projectId, ...range }, changeContextOf(principal, requestId));
    await enqueue(replay, ports);
    return toReplay(replay);
  });
  serve(listReplays, async ({ projectId, query }) => {
    const { items, nextCursor } = await replays.list(projectId, query);
    return { items: items.map(toReplay), nextCursor };
  });
  serve(previewReplay, async ({ projectId, query }) => {
    assertRange(query);
    const range = toHours(query, clock(), 'query');
    const counted = await countRawObjects(projectId, range, maxPreviewPages, ports.rawStore);
    return { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString(), ...counted };
  });
  serve(getReplay, async ({ projectId, params }) => found(await replays.get(projectId, params.replayId)));
  serve(cancelReplay, async ({ projectId, params, principal, requestId }) =>
    found(await replays.cancel(projectId, params.replayId, changeContextOf(principal, requestId))),
  );
}

/** A replay that nobody will take up must not stand in the way of the next. */
async function enqueue(replay: ReplayRecord, { replays, replayQueue }: ReplayPorts): Promise<void> {
  try {
    await replayQueue.send({ projectId: replay.projectId, replayId: replay.id });
  } catch (cause) {
    await replays.advance(replay, { status: 'failed', error: 'The queue did not take it.' });
    throw new UnavailableError('The replay could not begin for now. Try again.', cause, 5);
  }
}

function found(replay: ReplayRecord | null) {
  if (replay === null) throw new NotFoundError('The replay');
  return toReplay(replay);
}

async function assertNoneRuns(projectId: string, replays: ReplayRepository): Promise<void> {
  const { items } = await replays.list(projectId, { limit: newest });
  const running = items.find(isActive);
  if (running === undefined) return;
  throw new ConflictError(
    `Replay ${running.id} is still ${running.status}. Wait for it, or cancel it.`,
    'replay_running',
  );
}
