import type { Span } from '../../../../../../shared/contract/span.ts';
import { DiffView } from '../../../../ui/diff-view.tsx';
import { Part } from '../../../../ui/part.tsx';
import { ErrorState, SkeletonRows } from '../../../../ui/states.tsx';
import detailStyles from '../../span-detail.module.css';
import { StatusText } from '../../status-text.tsx';
import type { LoadedTrace } from '../../use-trace.ts';
import { useSpan } from '../use-span.ts';
import type { AlignedSpan } from './align-forests.ts';
import { ChangeFacts } from './change-facts.tsx';
import { isKnown, type SpanSums, spanChanges, takenOf } from './compare-figures.ts';
import { payloadText } from './payload-text.ts';

export interface SpanComparisonProps {
  before: LoadedTrace;
  after: LoadedTrace;
  row: AlignedSpan;
  sums: SpanSums;
}

/** What a span was given and gave, in both traces. */
export function SpanComparison({ before, after, row, sums }: SpanComparisonProps) {
  const [old, now] = [useSpan(before, row.before), useSpan(after, row.after)];
  const name = (row.after ?? row.before)?.span.name ?? '';
  const isThere = (row.before === null || old.span) && (row.after === null || now.span);
  const failed = old.error ? old : now.error ? now : null;
  const { duration, tokens, cost } = spanChanges(takenOf(row.before, sums), takenOf(row.after, sums));
  const changes = [
    { name: 'Duration', ...duration },
    { name: 'Tokens', ...tokens },
    { name: 'Cost', ...cost },
  ].filter(isKnown);
  return (
    <section className={detailStyles['detail']} aria-label={`Span ${name} in both traces`}>
      <header className={detailStyles['head']}>
        <h2>{name}</h2>
        {row.before ? <StatusText status={row.before.span.status} /> : <span>not there before</span>}→
        {row.after ? <StatusText status={row.after.span.status} /> : <span>gone</span>}
      </header>
      <ChangeFacts changes={changes} />
      {failed ? (
        <ErrorState what="The span could not be loaded" error={failed.error} onRetry={() => void failed.refetch()} />
      ) : null}
      {!isThere && !failed ? <SkeletonRows count={6} label="Loading the spans" /> : null}
      {isThere ? <Payloads before={old.span} after={now.span} /> : null}
    </section>
  );
}

function Payloads({ before, after }: { before: Span | undefined; after: Span | undefined }) {
  const parts = (['input', 'output'] as const).filter((field) => before?.[field] || after?.[field]);
  if (parts.length === 0) return <p className={detailStyles['none']}>Neither has an input or output.</p>;
  return (
    <div className={detailStyles['content']}>
      {parts.map((field) => (
        <Part key={field} title={field === 'input' ? 'Input' : 'Output'} level={3}>
          <DiffView
            label={`${field} before and after`}
            before={payloadText(before?.[field] ?? null)}
            after={payloadText(after?.[field] ?? null)}
          />
        </Part>
      ))}
    </div>
  );
}
