import type { IngestionHour } from '../../../../shared/contract/ingestion.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { LinkButton } from '../../ui/button.tsx';
import { OpenLink } from '../../ui/open-link.tsx';
import { Banner } from '../../ui/states.tsx';
import styles from './ingestion.module.css';
import { momentText } from './moment-text.ts';

/** What is wrong and what to do; nothing when all is well. */
export function IngestionProblems({ hours }: { hours: readonly IngestionHour[] }) {
  const missing = hours.filter(({ verdict }) => verdict === 'missing');
  const unreadable = [...new Set(hours.flatMap(({ unreadableTraceIds }) => unreadableTraceIds))];
  if (missing.length + unreadable.length === 0) return null;
  return (
    <div className={styles['problems']}>
      {missing.length === 0 ? null : <MissingSpans hours={missing} />}
      {unreadable.length === 0 ? null : <UnreadableTraces traceIds={unreadable} />}
    </div>
  );
}

function MissingSpans({ hours }: { hours: readonly IngestionHour[] }) {
  const sum = formatCount(hours.reduce((total, { missing }) => total + missing, 0)).text;
  const oldest = hours.at(-1)?.hour ?? '';
  const newest = hours[0]?.hour ?? '';
  const when = hours.length === 1 ? `at ${momentText(oldest)}` : `from ${momentText(oldest)} to ${momentText(newest)}`;
  return (
    <Banner tone="stop">
      <p>
        <strong>{sum} spans are missing</strong>, accepted {when}. They are most likely in a dead-letter queue: whoever
        runs this stage sends them again (runbook <code>missing-spans</code>). What is in no queue can be replayed from
        the requests as they were received; a replay adds only what is missing.
      </p>
      <LinkButton to="/replays" search={{ new: true }} size="small">
        Replay these hours
      </LinkButton>
    </Banner>
  );
}

function UnreadableTraces({ traceIds }: { traceIds: readonly string[] }) {
  return (
    <Banner tone="stop">
      <p>
        <strong>Traces that did not come back whole</strong> when they were read to check:{' '}
        {traceIds.slice(0, 5).map((traceId, index) => (
          <span key={traceId}>
            {index > 0 ? ', ' : ''}
            <OpenLink to="/traces/$traceId" params={{ traceId }}>
              {traceId.slice(0, 8)}…
            </OpenLink>
          </span>
        ))}
        . What to do is in the runbook <code>missing-spans</code>.
      </p>
    </Banner>
  );
}
