import type { Span } from '../../../../shared/contract/span.ts';
import { formatBytes } from '../../lib/figures/format-bytes.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import { Banner } from '../../ui/states.tsx';
import { MessageList } from './message-list.tsx';
import { useMessageView } from './message-view.tsx';
import { readMessages } from './read-messages.ts';
import styles from './span-detail.module.css';
import { DownloadPayload } from './viewer/detail/download-payload.tsx';

type Payload = NonNullable<Span['input']>;

export interface SpanPayloadProps {
  title: 'Input' | 'Output';
  payload: Payload;
  /** Whose it is; without it a large one cannot be downloaded. */
  span?: Pick<Span, 'traceId' | 'spanId'>;
}

/** Input or output: as messages where it is messages, else as it was recorded. */
export function SpanPayload({ title, payload, span }: SpanPayloadProps) {
  const value = wholeOf(payload);
  return (
    <section className={styles['payload']} aria-label={title}>
      <header className={styles['payloadHead']}>
        <h3 className={styles['payloadTitle']}>{title}</h3>
        <span className={styles['size']}>{formatBytes(payload.bytes).text}</span>
        <CopyButton text={() => textOf(value)} label={`Copy ${title.toLowerCase()}`} />
      </header>
      {payload.isTruncated ? (
        <Banner tone="caution">
          Only the beginning is shown: the whole is {formatBytes(payload.bytes).text}.{' '}
          {span ? <DownloadPayload span={span} side={title === 'Input' ? 'input' : 'output'} /> : null}
        </Banner>
      ) : null}
      <PayloadValue title={title} value={value} />
    </section>
  );
}

const wholeOf = ({ value, preview }: Payload) => (value === null || value === undefined ? preview : value);
const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

function PayloadValue({ title, value }: { title: string; value: unknown }) {
  const view = useMessageView();
  const messages = view === 'json' ? null : readMessages(value);
  if (messages) return <MessageList messages={messages} />;
  if (typeof value === 'string' && view !== 'json') {
    return (
      <div className={styles['prose']}>
        <MarkdownText text={value} isRaw={view === 'plain'} />
      </div>
    );
  }
  return <JsonView value={value} label={`${title} as JSON`} maxHeight="60dvh" />;
}
