import { lazy, Suspense } from 'react';
import type { Span } from '../../../../shared/contract/span.ts';
import { isWarning } from '../../../../shared/telemetry/is-warning.ts';
import { JsonView } from '../../ui/json-view.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { Badge, SimulatedBadge, Status } from '../../ui/status.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { cacheOf } from './from-cache.ts';
import { MessageViewPicker } from './message-view.tsx';
import styles from './span-detail.module.css';
import { SpanFacts } from './span-facts.tsx';
import { SpanFailure } from './span-failure.tsx';
import { SpanFigures } from './span-figures.tsx';
import { SpanGlyph } from './span-glyph.tsx';
import { SpanPayload } from './span-payload.tsx';
import { StatusText } from './status-text.tsx';
import { SpanActions } from './viewer/detail/span-actions.tsx';
import { SpanAttributes } from './viewer/detail/span-attributes.tsx';
import { SpanTools } from './viewer/detail/span-tools.tsx';
import type { SpanNode } from './viewer/span-forest.ts';
import type { SpanTab } from './viewer/viewer-search.ts';

const CallDecisionView = lazy(async () => ({
  default: (await import('./decision/call-decision-view.tsx')).CallDecisionView,
}));

const tabs = [
  { id: 'content', label: 'Input and output' },
  { id: 'details', label: 'Details' },
  { id: 'attributes', label: 'Attributes' },
  { id: 'decision', label: 'Decision' },
  { id: 'raw', label: 'Raw' },
] as const satisfies readonly { id: SpanTab; label: string }[];

export interface SpanDetailProps {
  span: Span;
  node: SpanNode;
  tab: SpanTab;
  onTab: (tab: SpanTab) => void;
}

/** Everything about one span. */
export function SpanDetail({ span, node, tab: wanted, onTab }: SpanDetailProps) {
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
        {isWarning(span) ? <Status tone="caution">Warning</Status> : null}
        {span.isSimulated ? <SimulatedBadge /> : null}
        <CacheMark span={span} />
        <SpanActions span={span} />
      </header>
      <SpanFigures span={span} node={node} />
      {span.status === 'error' ? <SpanFailure span={span} /> : null}
      <Tabs label="About the span" tabs={offered} value={tab} onChange={onTab}>
        {tab === 'content' ? <SpanContent span={span} node={node} /> : null}
        {tab === 'details' ? <SpanFacts span={span} node={node} /> : null}
        {tab === 'attributes' ? <SpanAttributes span={span} /> : null}
        {tab === 'decision' && decision !== null ? (
          <Suspense fallback={<SkeletonRows count={6} label="Loading the decision" />}>
            <CallDecisionView decision={decision} />
          </Suspense>
        ) : null}
        {tab === 'raw' ? <JsonView value={span} label="Span as JSON" maxHeight="70dvh" /> : null}
      </Tabs>
    </section>
  );
}

function CacheMark({ span }: { span: Span }) {
  const cache = cacheOf(span);
  if (cache === null) return null;
  const how = cache === 'hit' ? 'An equal call was answered before.' : 'An identical call was under way.';
  return <Badge tip={`${how} No provider was asked, and nothing is charged.`}>from the cache</Badge>;
}

function SpanContent({ span, node }: { span: Span; node: SpanNode }) {
  const tools = <SpanTools span={span} />;
  if (span.input === null && span.output === null) {
    return (
      <div className={styles['content']}>
        <p className={styles['none']}>
          {span.model
            ? 'No content was stored: the project may be set not to keep it, or the call ended before there was any.'
            : 'This span has no input or output. What is known of it:'}
        </p>
        {tools}
        <SpanFacts span={span} node={node} />
      </div>
    );
  }
  return (
    <div className={styles['content']}>
      <div className={styles['views']}>
        <MessageViewPicker />
      </div>
      {span.input ? <SpanPayload title="Input" payload={span.input} span={span} /> : null}
      {span.output ? <SpanPayload title="Output" payload={span.output} span={span} /> : null}
      {tools}
    </div>
  );
}
