import type { Span } from '../../../../shared/contract/span.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { SimulatedBadge } from '../../ui/status.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { CallDecisionView } from './decision/call-decision-view.tsx';
import styles from './span-detail.module.css';
import { SpanFacts } from './span-facts.tsx';
import { SpanGlyph } from './span-glyph.tsx';
import { SpanPayload } from './span-payload.tsx';
import { StatusText } from './status-text.tsx';
import type { SpanTab } from './traces-search.ts';

const tabs = [
  { id: 'content', label: 'Input and output' },
  { id: 'details', label: 'Details' },
  { id: 'decision', label: 'Decision' },
  { id: 'raw', label: 'Raw' },
] as const satisfies readonly { id: SpanTab; label: string }[];

export interface SpanDetailProps {
  span: Span;
  tab: SpanTab;
  onTab: (tab: SpanTab) => void;
}

/** Everything about one span. */
export function SpanDetail({ span, tab: wanted, onTab }: SpanDetailProps) {
  const decision = span.decision ?? null;
  // Only calls through the gateway have one; a link to it may be kept while other spans are looked at.
  const tab = wanted === 'decision' && decision === null ? 'content' : wanted;
  const offered = tabs.filter(({ id }) => id !== 'decision' || decision !== null);
  return (
    <section className={styles['detail']} aria-label={`Span ${span.name}`}>
      <header className={styles['head']}>
        <SpanGlyph type={span.type} />
        <h2>{span.name}</h2>
        <StatusText status={span.status} />
        {span.isSimulated ? <SimulatedBadge /> : null}
      </header>
      <Tabs label="About the span" tabs={offered} value={tab} onChange={onTab}>
        {tab === 'content' ? <SpanContent span={span} /> : null}
        {tab === 'details' ? <SpanFacts span={span} /> : null}
        {tab === 'decision' && decision !== null ? <CallDecisionView decision={decision} /> : null}
        {tab === 'raw' ? (
          <CodeBlock code={JSON.stringify(span, null, 2)} label="Span as JSON" maxHeight="70dvh" />
        ) : null}
      </Tabs>
    </section>
  );
}

function SpanContent({ span }: { span: Span }) {
  if (span.input === null && span.output === null) {
    return (
      <p className={styles['none']}>
        {span.model
          ? 'No content was stored: the project may be set not to keep it, or the call ended before there was any.'
          : 'This span has no input or output.'}
      </p>
    );
  }
  return (
    <div className={styles['content']}>
      {span.input ? <SpanPayload title="Input" payload={span.input} /> : null}
      {span.output ? <SpanPayload title="Output" payload={span.output} /> : null}
    </div>
  );
}
