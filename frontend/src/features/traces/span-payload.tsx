import type { Span } from '../../../../shared/contract/span.ts';
import { formatBytes } from '../../lib/figures/format-bytes.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Banner } from '../../ui/states.tsx';
import { MessageList } from './message-list.tsx';
import { readMessages } from './read-messages.ts';
import styles from './span-detail.module.css';

/** Input or output: as messages where it is messages, else as it was recorded. */
export function SpanPayload({ title, payload }: { title: string; payload: NonNullable<Span['input']> }) {
  return (
    <section className={styles['payload']} aria-label={title}>
      <h3 className={styles['payloadTitle']}>{title}</h3>
      {payload.isTruncated ? (
        <Banner tone="caution">Only the beginning is shown: the whole is {formatBytes(payload.bytes).text}.</Banner>
      ) : null}
      <PayloadValue title={title} payload={payload} />
    </section>
  );
}

function PayloadValue({ title, payload }: { title: string; payload: NonNullable<Span['input']> }) {
  const value = payload.value === null || payload.value === undefined ? payload.preview : payload.value;
  const messages = readMessages(value);
  if (messages) return <MessageList messages={messages} />;
  if (typeof value === 'string') return <p className={styles['text']}>{value}</p>;
  return <CodeBlock code={JSON.stringify(value, null, 2)} label={`${title} as JSON`} maxHeight="40dvh" />;
}
