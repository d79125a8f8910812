import type { Replay } from '../../../../shared/contract/replays.ts';
import { compactNumber } from '../../lib/figures/compact-number.ts';
import { Actions } from '../../ui/actions.tsx';
import { Count, Duration } from '../../ui/figure.tsx';
import { ShareBar } from '../../ui/share-bar.tsx';
import { Status, type Tone } from '../../ui/status.tsx';
import { replayProgress } from './replay-progress.ts';

const tones: Readonly<Record<Replay['status'], Tone>> = {
  queued: 'neutral',
  running: 'info',
  done: 'go',
  cancelled: 'caution',
  failed: 'stop',
};

export function ReplayStatus({ replay }: { replay: Replay }) {
  return (
    <span data-tip={replay.error ?? undefined}>
      <Status tone={tones[replay.status]}>{replay.status}</Status>
    </span>
  );
}

/** While it runs: bar, pace, time left. After that: how many requests were read, and how long it took. */
export function ReplayState({ replay }: { replay: Replay }) {
  const { part, perSecond, leftMs } = replayProgress(replay);
  if (replay.status === 'queued') return <>waits for a worker</>;
  if (replay.status !== 'running') return <Ended replay={replay} />;
  return (
    <Actions>
      {part === null ? null : <ShareBar part={part} />}
      {perSecond === null ? null : <span>{compactNumber(perSecond)} requests/s</span>}
      {leftMs === null ? null : (
        <span>
          <Duration ms={leftMs} /> left
        </span>
      )}
    </Actions>
  );
}

function Ended({ replay: { objectsDone, startedAt, finishedAt } }: { replay: Replay }) {
  return (
    <span>
      <Count value={objectsDone} /> requests
      {startedAt === null || finishedAt === null ? null : (
        <>
          {' in '}
          <Duration ms={Date.parse(finishedAt) - Date.parse(startedAt)} />
        </>
      )}
    </span>
  );
}
