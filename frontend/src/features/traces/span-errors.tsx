import type { Span } from '../../../../shared/contract/span.ts';
import { Status } from '../../ui/status.tsx';
import { isMadeGood } from './is-made-good.ts';
import styles from './trace-content.module.css';

const shownErrors = 3;

/** Errors before everything else, those that say something first. */
export function SpanErrors({ spans, onSelect }: { spans: readonly Span[]; onSelect: (spanId: string) => void }) {
  const failed = spans.filter((span) => span.status === 'error' && !isMadeGood(span));
  const telling = failed.filter(({ statusMessage, errorType }) => (statusMessage ?? errorType) !== null);
  const shown = (telling.length > 0 ? telling : failed).slice(0, shownErrors);
  if (shown.length === 0) return null;
  return (
    <section className={styles['errors']} aria-label="Errors">
      {shown.map((span) => (
        <button key={span.spanId} type="button" className={styles['error']} onClick={() => onSelect(span.spanId)}>
          <Status tone="stop">{span.errorType ?? 'Error'}</Status>
          <span>
            <b>{span.name}</b> {span.statusMessage ?? 'ended with an error and gave no message.'}
          </span>
        </button>
      ))}
      {failed.length > shown.length ? (
        <p>{failed.length - shown.length} more spans failed; they are marked below.</p>
      ) : null}
    </section>
  );
}
