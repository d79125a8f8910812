import { useStore } from '../../lib/create-store.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { realtime } from '../../lib/realtime.ts';
import { Banner } from '../../ui/states.tsx';
import type { LiveState } from './reduce-live.ts';

/** How long after the connection is back it is said that it was away. */
const gapShownMs = 60_000;
/** A publisher that samples says so with every message; silence for so long means that there is nothing to say. */
const sampleShownMs = 10_000;

/** What the list does not show, and why. */
export function LiveNotices({ state }: { state: LiveState }) {
  const connection = useStore(realtime.state);
  const now = Date.now();
  const isSampled = state.sampledFraction < 1 && state.sampledAt !== null && now - state.sampledAt < sampleShownMs;
  const { gap, missedCount } = state;
  return (
    <div role="status">
      {connection === 'waiting' ? (
        <Banner tone="caution">
          The live connection was lost and is tried again. Calls of this time will be missing.
        </Banner>
      ) : null}
      {isSampled ? (
        <Banner tone="caution">
          Shows 1 in {Math.round(1 / state.sampledFraction)} calls, because too many happen to show each. Figures are
          scaled up.
        </Banner>
      ) : null}
      {gap !== null && now - gap.at < gapShownMs ? (
        <Banner>
          Missed {formatDuration(Math.max(1_000, gap.ms)).text}, in which this page was not open or not connected.
          Traces has every call.
        </Banner>
      ) : null}
      {missedCount > 0 ? (
        <Banner>
          {formatCount(missedCount).text} {missedCount === 1 ? 'event' : 'events'} came too late to be shown here.
          Traces has every call.
        </Banner>
      ) : null}
    </div>
  );
}
