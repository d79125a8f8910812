import type { Span } from '../../../../shared/contract/span.ts';
import { absoluteTime } from '../../lib/figures/format-time.ts';
import { Duration } from '../../ui/figure.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import styles from './span-detail.module.css';
import { SpanUsage } from './span-usage.tsx';
import { Fact } from './trace-facts.tsx';
import { selfTimeOf } from './viewer/find-gaps.ts';
import type { SpanNode } from './viewer/span-forest.ts';

/** Times, model call, parameters, usage with cost. */
export function SpanFacts({ span, node }: { span: Span; node: SpanNode }) {
  const { model } = span;
  return (
    <div className={styles['content']}>
      <dl className={styles['facts']}>
        <Fact name="Started">{absoluteTime(span.startTime)}</Fact>
        <Fact name="Duration">
          <Duration ms={span.durationMs} />
        </Fact>
        {node.children.length === 0 ? null : (
          <Fact name="In no child">
            <Duration ms={selfTimeOf(node)} />
          </Fact>
        )}
        {model ? <ModelFacts model={model} /> : null}
        {textFacts(span).map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </dl>
      {model && Object.keys(model.parameters).length > 0 ? (
        <JsonPart title="Parameters" value={model.parameters} />
      ) : null}
      {span.usage ? <SpanUsage usage={span.usage} cost={span.cost} /> : null}
    </div>
  );
}

function ModelFacts({ model }: { model: NonNullable<Span['model']> }) {
  return (
    <>
      {model.timeToFirstTokenMs === null ? null : (
        <Fact name="First token">
          <Duration ms={model.timeToFirstTokenMs} />
        </Fact>
      )}
      <Fact name="Model">{model.requestedModel}</Fact>
      {model.answeringModel === null || model.answeringModel === model.requestedModel ? null : (
        <Fact name="Answered by">{model.answeringModel}</Fact>
      )}
      <Fact name="Provider">{model.provider}</Fact>
      <Fact name="Operation">{`${model.operation}${model.isStreamed ? ', streamed' : ''}`}</Fact>
      {model.finishReasons.length === 0 ? null : <Fact name="Finished because">{model.finishReasons.join(', ')}</Fact>}
    </>
  );
}

/** What is known of the rest, in the order in which people ask for it. */
function textFacts(span: Span): [string, string][] {
  const facts: [string, string | null][] = [
    ['Error', span.errorType],
    ['Message', span.statusMessage],
    ['Service', span.service],
    ['Environment', span.environment],
    ['Release', span.release],
    ['Session', span.sessionId],
    ['User', span.userId],
    ['API key', span.keyId],
    ['Tags', span.tags.join(', ') || null],
    ['Span id', span.spanId],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}

function JsonPart({ title, value }: { title: string; value: unknown }) {
  return (
    <div className={styles['payload']}>
      <h3 className={styles['payloadTitle']}>{title}</h3>
      <JsonView label={title} value={value} maxHeight="40dvh" />
    </div>
  );
}
