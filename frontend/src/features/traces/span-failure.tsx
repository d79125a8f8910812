import type { Span } from '../../../../shared/contract/span.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Status } from '../../ui/status.tsx';
import styles from './span-detail.module.css';
import { stackOf } from './viewer/detail/attribute-rows.ts';

/** Errors before everything else: what failed, why, and where in the program. */
export function SpanFailure({ span }: { span: Span }) {
  const { errorType, statusMessage, model } = span;
  const stack = stackOf(span.metadata);
  return (
    <section className={styles['failure']} aria-label="Error">
      <Status tone="stop">{errorType ?? 'Error'}</Status>
      <p>{statusMessage ?? 'It ended with an error and gave no message.'}</p>
      {model?.isSuperseded ? <p>Another attempt made it good.</p> : null}
      {stack === null ? null : (
        <details className={styles['stack']} open>
          <summary>Stack trace</summary>
          <CodeBlock code={stack} label="Stack trace" maxHeight="30dvh" />
        </details>
      )}
    </section>
  );
}
