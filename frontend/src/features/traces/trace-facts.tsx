import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { absoluteTime } from '../../lib/figures/format-time.ts';
import { lackingText } from '../../lib/figures/partial-money.ts';
import { simulatedOfTrace } from '../../lib/figures/simulated.ts';
import { Count, FigureText } from '../../ui/figure.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { Badge } from '../../ui/status.tsx';
import { StatusText } from './status-text.tsx';
import styles from './trace-content.module.css';
import { figuresOf } from './trace-figures.ts';

/** The trace as a whole, in one glance. */
export function TraceFacts({ trace }: { trace: TraceSummary }) {
  const figures = figuresOf(trace);
  const lacking = trace.costNanoUsd === null ? null : lackingText(trace.unpricedSpanCount);
  return (
    <div className={styles['summary']}>
      <dl className={styles['facts']}>
        <Fact name="Status">
          <StatusText status={trace.status} />
        </Fact>
        <Fact name="Started">
          <time dateTime={trace.startTime}>{absoluteTime(trace.startTime)}</time>
        </Fact>
        <Fact name="Duration">
          <FigureText figure={figures.duration} />
        </Fact>
        {trace.timeToFirstTokenMs === null ? null : (
          <Fact name="First token">
            <FigureText figure={figures.timeToFirstToken} />
          </Fact>
        )}
        <Fact name="Tokens">
          <FigureText figure={figures.tokens} />
        </Fact>
        <Fact name="Cost">
          <FigureText figure={figures.cost} />
          {lacking === null ? null : ` ${lacking}`}
        </Fact>
        <Fact name="Spans">
          <Count value={trace.spanCount} />
        </Fact>
        {trace.isSimulated || trace.isEstimated ? (
          <Fact name="Notes">
            <SimulatedMark of={simulatedOfTrace(trace)} />{' '}
            {trace.isEstimated ? <Badge tip="Some token counts are estimates.">estimated</Badge> : null}
          </Fact>
        ) : null}
      </dl>
      <TraceContext trace={trace} />
    </div>
  );
}

/** Whose trace it is, and of what; nothing where nobody said. */
function TraceContext({ trace }: { trace: TraceSummary }) {
  const texts = [
    ['Service', trace.service],
    ['Environment', trace.environment],
    ['Release', trace.release],
    ['Tags', trace.tags.join(', ') || null],
  ].filter((fact): fact is [string, string] => fact[1] !== null);
  const { models, sessionId, userId } = trace;
  if (texts.length === 0 && models.length === 0 && sessionId === null && userId === null) return null;
  return (
    <dl className={styles['context']}>
      {models.length === 0 ? null : <Fact name={models.length === 1 ? 'Model' : 'Models'}>{models.join(', ')}</Fact>}
      {sessionId === null ? null : (
        <Fact name="Session">
          <Link to="/sessions/$sessionId" params={{ sessionId }}>
            {sessionId}
          </Link>
        </Fact>
      )}
      {userId === null ? null : (
        <Fact name="User">
          <Link to="/users/$userId" params={{ userId }}>
            {userId}
          </Link>
        </Fact>
      )}
      {texts.map(([name, text]) => (
        <Fact key={name} name={name}>
          {text}
        </Fact>
      ))}
    </dl>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles['fact']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
