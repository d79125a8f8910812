import type { ReactNode } from 'react';
import type { Span } from '../../../../shared/contract/span.ts';
import { withNote } from '../../lib/figures/figure.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { formatMoney } from '../../lib/figures/format-money.ts';
import { formatPartialMoney } from '../../lib/figures/partial-money.ts';
import { FigureText } from '../../ui/figure.tsx';
import { unknownCostOf } from './cost-notes.ts';
import styles from './span-detail.module.css';
import type { SpanNode } from './viewer/span-forest.ts';
import { repeatsUsage, subtreeSum } from './viewer/subtree-sums.ts';

/** What a span took, in one line: time, tokens, money, model. */
export function SpanFigures({ span, node }: { span: Span; node: SpanNode }) {
  const { model, usage } = span;
  return (
    <dl className={styles['figures']}>
      <Figure name="Took">
        <FigureText figure={formatDuration(span.durationMs)} />
      </Figure>
      {model === null || model.timeToFirstTokenMs === null ? null : (
        <Figure name="First token">
          <FigureText figure={formatDuration(model.timeToFirstTokenMs)} />
        </Figure>
      )}
      {usage === null || repeatsUsage(span) ? null : (
        <Figure name="Tokens">
          <FigureText figure={withNote(formatCount(usage.input), 'Input')} />
          <span aria-hidden="true"> → </span>
          <FigureText figure={withNote(formatCount(usage.output), 'Output')} />
        </Figure>
      )}
      <SpanCost span={span} node={node} />
      {model === null ? null : <Figure name="Model">{model.answeringModel ?? model.requestedModel}</Figure>}
    </dl>
  );
}

/** Of a model call its own; of what calls models what is below it. */
function SpanCost({ span, node }: { span: Span; node: SpanNode }) {
  if (!repeatsUsage(span) && (span.usage !== null || span.cost !== null)) {
    return (
      <Figure name="Cost">
        <FigureText figure={formatMoney(span.cost?.totalNanoUsd ?? null, unknownCostOf(span.cost))} />
      </Figure>
    );
  }
  const { costNanoUsd, tokens, unpricedCount } = subtreeSum(node);
  if (tokens === 0 && costNanoUsd === null) return null;
  const note = 'Of the spans below it.';
  return (
    <>
      <Figure name="Tokens below">
        <FigureText figure={withNote(formatCount(tokens), note)} />
      </Figure>
      <Figure name="Cost below">
        <FigureText
          figure={withNote(
            formatPartialMoney({ nanoUsd: costNanoUsd, unpricedCount, reason: 'No price is known.' }),
            note,
          )}
        />
      </Figure>
    </>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
