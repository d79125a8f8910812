import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { absoluteTime } from '../../lib/figures/format-time.ts';
import { Count, FigureText } from '../../ui/figure.tsx';
import { Badge, SimulatedBadge } from '../../ui/status.tsx';
import { StatusText } from './status-text.tsx';
import styles from './trace-content.module.css';
import { figuresOf } from './trace-figures.ts';

/** The trace as a whole, in one glance. */
export function TraceFacts({ trace }: { trace: TraceSummary }) {
  const figures = figuresOf(trace);
  return (
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
      </Fact>
      <Fact name="Spans">
        <Count value={trace.spanCount} />
      </Fact>
      {trace.models.length === 0 ? null : <Fact name="Models">{trace.models.join(', ')}</Fact>}
      {trace.sessionId === null ? null : (
        <Fact name="Session">
          <Link to="/sessions/$sessionId" params={{ sessionId: trace.sessionId }}>
            {trace.sessionId}
          </Link>
        </Fact>
      )}
      {trace.userId === null ? null : (
        <Fact name="User">
          <Link to="/users/$userId" params={{ userId: trace.userId }}>
            {trace.userId}
          </Link>
        </Fact>
      )}
      {trace.release === null ? null : <Fact name="Release">{trace.release}</Fact>}
      {trace.tags.length === 0 ? null : <Fact name="Tags">{trace.tags.join(', ')}</Fact>}
      {trace.isSimulated || trace.isEstimated ? (
        <Fact name="Notes">
          {trace.isSimulated ? <SimulatedBadge /> : null}{' '}
          {trace.isEstimated ? <Badge tip="Some token counts are estimates.">estimated</Badge> : null}
        </Fact>
      ) : null}
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
