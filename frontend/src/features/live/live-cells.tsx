import { useContext, useSyncExternalStore } from 'react';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { Badge } from '../../ui/status.tsx';
import { CallStateText } from './call-state.tsx';
import { isSlow, slowThreshold } from './filter-calls.ts';
import styles from './live.module.css';
import { elapsedOf, type LiveCall, stateOf } from './live-call.ts';
import { LiveClockContext } from './live-clock-context.ts';
import { SlowRuleContext } from './slow-rule-context.ts';

const still = () => () => undefined;

/** The time for a call: it moves only as long as the call runs, so that a list of ended ones rests. */
function useCallTime(call: LiveCall): number {
  const clock = useContext(LiveClockContext);
  return useSyncExternalStore(call.end === null ? clock.subscribe : still, clock.get);
}

export function StateCell({ call }: { call: LiveCall }) {
  return <CallStateText state={stateOf(call, useCallTime(call))} errorType={call.end?.errorType ?? null} />;
}

/** How long it has run, or took. Slow is said with a word, too. */
export function ElapsedCell({ call }: { call: LiveCall }) {
  const now = useCallTime(call);
  const rule = useContext(SlowRuleContext);
  const elapsed = elapsedOf(call, now);
  const isRunning = call.end === null;
  const figure = formatDuration(isRunning ? Math.round(elapsed / 100) * 100 : elapsed);
  const slow = isSlow(call, now, rule);
  return (
    <span className={styles['elapsed']} data-slow={slow}>
      {slow ? <SlowBadge thresholdMs={slowThreshold(call, rule)} /> : null}
      <span data-tip={figure.exact}>{figure.text}</span>
    </span>
  );
}

function SlowBadge({ thresholdMs }: { thresholdMs: number | null }) {
  const tip = thresholdMs === null ? 'Slow' : `Over ${formatDuration(thresholdMs).text}`;
  return (
    <Badge tone="caution" tip={tip}>
      slow
    </Badge>
  );
}
