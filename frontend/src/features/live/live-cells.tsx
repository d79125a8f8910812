import { memo, use, useContext } from 'react';
import { unknownFigure } from '../../lib/figures/figure.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { absoluteTime } from '../../lib/figures/format-time.ts';
import { Duration, FigureText, Money } from '../../ui/figure.tsx';
import { Badge, SimulatedBadge } from '../../ui/status.tsx';
import { CallStateText } from './call-state.tsx';
import { isSlow, slowThreshold } from './filter-calls.ts';
import styles from './live.module.css';
import { type LiveCall, shownElapsed, stateOf } from './live-call.ts';
import { KeyNamesContext, LiveNowContext, SlowRuleContext } from './live-contexts.ts';
import { TraceLink } from './trace-link.tsx';

/*
 * The list renders ten times a second while much happens. A call is never changed but replaced, so each cell is rendered
 * again only for a call that something happened to, and the two that tick only while it runs.
 */

interface CellProps {
  call: LiveCall;
}

/** The time for a call: what has ended asks for none, so that a list of ended ones rests. */
const useCallTime = ({ end, seenAt }: LiveCall) => (end === null ? use(LiveNowContext) : seenAt);

export const StateCell = memo(function StateCell({ call }: CellProps) {
  return <CallStateText state={stateOf(call, useCallTime(call))} errorType={call.end?.errorType ?? null} />;
});

/** How long it has run, or took. Slow is said with a word, too. */
export const ElapsedCell = memo(function ElapsedCell({ call }: CellProps) {
  const now = useCallTime(call);
  const rule = useContext(SlowRuleContext);
  const figure = formatDuration(shownElapsed(call, now));
  const slow = isSlow(call, now, rule);
  return (
    <span className={styles['elapsed']} data-slow={slow}>
      {slow ? <SlowBadge thresholdMs={slowThreshold(call, rule)} /> : null}
      <span data-tip={figure.exact}>{figure.text}</span>
    </span>
  );
});

function SlowBadge({ thresholdMs }: { thresholdMs: number | null }) {
  const tip = thresholdMs === null ? 'Slow' : `Over ${formatDuration(thresholdMs).text}`;
  return (
    <Badge tone="caution" tip={tip}>
      slow
    </Badge>
  );
}

export const StartedCell = memo(function StartedCell({ call: { startedAt } }: CellProps) {
  return <StartTime at={startedAt} />;
});

/** A call starts once: what happens to it later does not put this into words again. */
const StartTime = memo(function StartTime({ at }: { at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} data-tip={absoluteTime(at)}>
      {clockTime.format(at)}
    </time>
  );
});

const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const ModelCell = memo(function ModelCell({ call }: CellProps) {
  const { model, requestedModel, source, isSimulated, end } = call;
  const name = (model ?? requestedModel) || call.name;
  return (
    <span className={styles['model']}>
      <TraceLink traceId={call.traceId}>{name}</TraceLink>
      {model !== null && model !== requestedModel && requestedModel !== '' ? (
        <span className={styles['via']}>by {requestedModel}</span>
      ) : null}
      {source === 'received' ? (
        <Badge tip={`The trace “${call.name}” was sent to Signalbox. It is known when it is stored.`}>received</Badge>
      ) : null}
      {end?.cache === 'hit' || end?.cache === 'shared' ? <Badge tip="Answered from the cache">cached</Badge> : null}
      {(end?.attemptCount ?? 0) > 1 ? <Badge tip="Requests to providers">{end?.attemptCount} attempts</Badge> : null}
      {isSimulated ? <SimulatedBadge /> : null}
    </span>
  );
});

export const FirstTokenCell = memo(function FirstTokenCell({ call: { timeToFirstTokenMs, end } }: CellProps) {
  if (timeToFirstTokenMs !== null) return <Duration ms={timeToFirstTokenMs} />;
  return <FigureText figure={unknownFigure(end === null ? 'It has not come yet.' : 'The answer was not streamed.')} />;
});

const notYet = 'It is known when the call has ended.';

export const TokensCell = memo(function TokensCell({ call: { end } }: CellProps) {
  if (end === null) return <FigureText figure={unknownFigure(notYet)} />;
  if (end.totalTokens === null) return <FigureText figure={unknownFigure('No tokens were used, or none reported.')} />;
  const parts = `${end.inputTokens ?? 0} in, ${end.outputTokens ?? 0} out`;
  const note = end.isEstimated ? `${parts}. Some are estimates.` : parts;
  return <FigureText figure={{ ...formatCount(end.totalTokens), note }} />;
});

export const CostCell = memo(function CostCell({ call: { end } }: CellProps) {
  if (end === null) return <FigureText figure={unknownFigure(notYet)} />;
  return <Money nanoUsd={end.costNanoUsd} reason="Nothing of it has a known price." />;
});

export const WhoCell = memo(function WhoCell({ call: { userId, sessionId, keyId, service } }: CellProps) {
  const keyNames = useContext(KeyNamesContext);
  if (userId !== null) return <span data-tip={`User ${userId}`}>{userId}</span>;
  if (sessionId !== null) return <span data-tip={`Session ${sessionId}`}>{sessionId}</span>;
  if (service !== null) return <span data-tip={`Service ${service}`}>{service}</span>;
  if (keyId === null) return <span data-tip="Somebody who is signed in">console</span>;
  return <span data-tip={`Key ${keyId}`}>{keyNames.get(keyId) ?? keyId}</span>;
});
