import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { getTrace } from '../../../../shared/contract/tracing.ts';
import { api } from '../../lib/api.ts';
import { simulatedOfTrace } from '../../lib/figures/simulated.ts';
import { plainPreview } from '../../lib/plain-preview.ts';
import { useProjectId } from '../../lib/project.ts';
import { IconButton } from '../../ui/button.tsx';
import { FigureText, Time } from '../../ui/figure.tsx';
import { Part } from '../../ui/part.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { Banner, ErrorState, SkeletonRows } from '../../ui/states.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { MessageList } from '../traces/message-list.tsx';
import { MessageViewPicker } from '../traces/message-view.tsx';
import { SpanPayload } from '../traces/span-payload.tsx';
import { StatusText } from '../traces/status-text.tsx';
import { figuresOf } from '../traces/trace-figures.ts';
import styles from './groups.module.css';
import { turnKey } from './groups-query.ts';
import { type Turn, turnOf } from './turn-messages.ts';

export interface ConversationReplayProps {
  /** Oldest first. */
  traces: readonly TraceSummary[];
  currentId: string | null;
  onPick: (traceId: string) => void;
}

/** What was said, trace by trace; ← and → step through it. */
export function ConversationReplay({ traces, currentId, onPick }: ConversationReplayProps) {
  const at = traces.findIndex(({ traceId }) => traceId === currentId);
  const step = (by: -1 | 1) => {
    const next = traces[at === -1 ? 0 : at + by];
    if (next) onPick(next.traceId);
  };
  useShortcut('arrowright', () => step(1));
  useShortcut('arrowleft', () => step(-1));
  const steps = (
    <div className={styles['steps']}>
      <IconButton label="Step back" shortcut="←" size="small" disabled={at <= 0} onClick={() => step(-1)}>
        <ArrowLeft aria-hidden="true" size={14} />
      </IconButton>
      <span role="status">
        {at === -1 ? (traces.length === 1 ? '1 step' : `${traces.length} steps`) : `Step ${at + 1} of ${traces.length}`}
      </span>
      <IconButton label="Step on" shortcut="→" size="small" disabled={at === traces.length - 1} onClick={() => step(1)}>
        <ArrowRight aria-hidden="true" size={14} />
      </IconButton>
    </div>
  );
  return (
    <div className={styles['replay']}>
      <Part title="Conversation" action={steps}>
        {currentId !== null && at === -1 ? (
          <Banner tone="caution">The step of this link is not among these: it may have been deleted.</Banner>
        ) : null}
        <ol className={styles['turns']}>
          {traces.map((trace) => (
            <TurnItem key={trace.traceId} trace={trace} isCurrent={trace.traceId === currentId} onPick={onPick} />
          ))}
        </ol>
      </Part>
    </div>
  );
}

interface TurnItemProps {
  trace: TraceSummary;
  isCurrent: boolean;
  onPick: (traceId: string) => void;
}

function TurnItem({ trace, isCurrent, onPick }: TurnItemProps) {
  const ref = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const { duration, cost } = figuresOf(trace);
  return (
    <li ref={ref} className={styles['turn']} data-current={isCurrent || undefined}>
      <div className={styles['turnHead']}>
        <Link to="/traces/$traceId" params={{ traceId: trace.traceId }}>
          {trace.name || 'Trace'}
        </Link>
        <StatusText status={trace.status} />
        <SimulatedMark of={simulatedOfTrace(trace)} />
        <span className={styles['turnFigures']}>
          <Time at={trace.startTime} />
          <FigureText figure={duration} />
          <FigureText figure={cost} />
        </span>
      </div>
      {isCurrent ? (
        <TurnContent traceId={trace.traceId} />
      ) : (
        <button type="button" className={styles['said']} onClick={() => onPick(trace.traceId)}>
          <p>{plainPreview(trace.inputPreview ?? 'No input was recorded.')}</p>
          <p className={styles['answer']}>{plainPreview(trace.outputPreview ?? 'No output was recorded.')}</p>
        </button>
      )}
    </li>
  );
}

/** Spans of a trace that are read for what was said: more than that is for the trace's own page. */
const maxSpans = 500;

function TurnContent({ traceId }: { traceId: string }) {
  const query = useQuery({
    queryKey: turnKey(useProjectId(), traceId),
    queryFn: ({ signal }) => api.call(getTrace, { params: { traceId }, query: { maxSpans }, signal }),
    select: ({ spans }) => (spans.length === 0 ? null : turnOf(spans)),
    staleTime: 60_000,
  });
  const { data: turn, error } = query;
  const retry = () => void query.refetch();
  return (
    <div className={styles['turnBody']}>
      {error ? (
        <ErrorState what="The trace could not be loaded" error={error} onRetry={retry} />
      ) : turn === undefined ? (
        <SkeletonRows count={3} label="Loading what was said" />
      ) : (
        <TurnBody turn={turn} />
      )}
    </div>
  );
}

function TurnBody({ turn }: { turn: Turn | null }) {
  if (turn === null) return <p>This trace has more than {maxSpans} spans: open it to see what was said.</p>;
  const { messages, input, output } = turn;
  if (input === null && output === null) return <p>Neither input nor output was recorded.</p>;
  if (messages !== null && messages.length > 0) {
    return (
      <>
        <div>
          <MessageViewPicker isMixed />
        </div>
        <MessageList messages={messages} />
      </>
    );
  }
  return (
    <>
      <div>
        <MessageViewPicker />
      </div>
      {input ? <SpanPayload title="Input" payload={input} /> : null}
      {output ? <SpanPayload title="Output" payload={output} /> : null}
    </>
  );
}
