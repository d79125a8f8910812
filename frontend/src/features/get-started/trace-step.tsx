import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { formatPartialMoney } from '../../lib/figures/partial-money.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Count, Duration, FigureText, Time } from '../../ui/figure.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { SimulatedBadge, Status } from '../../ui/status.tsx';
import styles from './get-started.module.css';
import { Step } from './step.tsx';
import type { useLatestTrace } from './use-latest-trace.ts';

export function TraceStep({ latest }: { latest: ReturnType<typeof useLatestTrace> }) {
  const { query, trace, isNew } = latest;
  return (
    <Step
      number={3}
      title="See the trace"
      isDone={isNew}
      text="Every call is recorded with its messages, tokens, cost and time to first token. It shows up here by itself."
    >
      {query.isError && trace === null ? (
        <ErrorState what="The traces could not be read" error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      <div role="status" className={styles['waiting']} data-waiting={!isNew}>
        {isNew ? (
          <Status tone="go">Your trace arrived</Status>
        ) : (
          <>
            <span className={styles['pulse']} aria-hidden="true" />
            Waiting for {trace === null ? 'the first' : 'the next'} trace of this project
          </>
        )}
      </div>
      {trace === null ? null : <TraceCard trace={trace} isNew={isNew} />}
    </Step>
  );
}

function TraceCard({ trace, isNew }: { trace: TraceSummary; isNew: boolean }) {
  return (
    <div className={styles['trace']}>
      <div className={styles['traceFacts']}>
        <strong>{isNew ? trace.name : `Latest so far: ${trace.name}`}</strong>
        {trace.isSimulated ? <SimulatedBadge /> : null}
        <span>{trace.models.join(', ')}</span>
        <Duration ms={trace.durationMs} />
        <span>
          <Count value={trace.totalTokens} /> tokens
        </span>
        <FigureText
          figure={formatPartialMoney({ nanoUsd: trace.costNanoUsd, unpricedCount: trace.unpricedSpanCount })}
        />
        <Time at={trace.startTime} />
      </div>
      <LinkButton
        to="/traces/$traceId"
        params={{ traceId: trace.traceId } as never}
        variant={isNew ? 'primary' : 'default'}
      >
        Open trace
      </LinkButton>
    </div>
  );
}
