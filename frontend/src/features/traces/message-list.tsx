import { useState } from 'react';
import { CodeBlock } from '../../ui/code-block.tsx';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import type { Message, MessagePart } from './read-messages.ts';
import styles from './span-detail.module.css';

/** A conversation, message by message. */
export function MessageList({ messages }: { messages: readonly Message[] }) {
  const [view, setView] = useState<'rendered' | 'plain'>('rendered');
  return (
    <div className={styles['conversation']}>
      <Segmented
        label="View of the messages"
        options={[
          { id: 'rendered', label: 'Rendered' },
          { id: 'plain', label: 'Plain' },
        ]}
        value={view}
        onChange={setView}
      />
      <ol className={styles['messages']}>
        {messages.map((message, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was recorded does not move
          <li key={index} className={styles['message']} data-role={message.role}>
            <p className={styles['role']}>{message.role}</p>
            {message.parts.map((part, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: what was recorded does not move
              <PartView key={place} part={part} isRaw={view === 'plain'} />
            ))}
            {message.parts.length === 0 ? <p className={styles['none']}>Empty</p> : null}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** A part of a message in whatever form it has. */
export function PartView({ part, isRaw }: { part: MessagePart; isRaw: boolean }) {
  switch (part.type) {
    case 'text':
      return <MarkdownText text={part.text} isRaw={isRaw} />;
    case 'reasoning':
      return (
        <details className={styles['reasoning']}>
          <summary>Reasoning</summary>
          <MarkdownText text={part.text} isRaw={isRaw} />
        </details>
      );
    case 'image':
      // Not loaded: the address may be anybody's, and asking for it would tell them who looks.
      return <p className={styles['none']}>Image, not loaded: {shortUrl(part.url)}</p>;
    case 'toolCall':
      return (
        <CodeBlock title={`Calls ${part.name}`} label={`Arguments of ${part.name}`} code={prettyJson(part.arguments)} />
      );
    case 'toolResult':
      return (
        <CodeBlock
          title={part.id === null ? 'Result' : `Result of ${part.id}`}
          label="Result"
          code={prettyJson(part.text)}
        />
      );
    case 'other':
      return <CodeBlock label="Part" code={JSON.stringify(part.value, null, 2)} maxHeight="30dvh" />;
  }
}

const shortUrl = (url: string) => (url.startsWith('data:') ? `${url.slice(0, 40)}… (${url.length} characters)` : url);

function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
