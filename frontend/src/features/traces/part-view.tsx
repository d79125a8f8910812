import { CodeBlock } from '../../ui/code-block.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import type { MessagePart } from './read-messages.ts';
import styles from './span-detail.module.css';

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
      return <ImagePart url={part.url} />;
    case 'toolCall':
      return <TextOrJson title={`Calls ${part.name}`} label={`Arguments of ${part.name}`} text={part.arguments} />;
    case 'toolResult':
      return (
        <TextOrJson title={part.id === null ? 'Result' : `Result of ${part.id}`} label="Result" text={part.text} />
      );
    case 'other':
      return <JsonView label="Part" value={part.value} maxHeight="40dvh" />;
  }
}

/** Raster formats that cannot hold a program; the bytes came with the span, so that showing them asks nobody. */
const inlineImage = /^data:image\/(png|jpe?g|gif|webp|avif);base64,/;

function ImagePart({ url }: { url: string }) {
  if (inlineImage.test(url)) return <img className={styles['image']} src={url} alt="" />;
  // Not loaded: the address may be anybody's, and asking for it would tell them who looks.
  return <p className={styles['none']}>Image, not loaded: {shortUrl(url)}</p>;
}

const shortUrl = (url: string) => (url.startsWith('data:') ? `${url.slice(0, 40)}… (${url.length} characters)` : url);

/** What tools are given and give is often JSON as text. */
function TextOrJson({ title, label, text }: { title: string; label: string; text: string }) {
  const value = parseContainer(text);
  return value === null ? (
    <CodeBlock title={title} label={label} code={text} maxHeight="40dvh" isWrapped />
  ) : (
    <JsonView title={title} label={label} value={value} maxHeight="40dvh" />
  );
}

function parseContainer(text: string): object | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
}
