import { lazy, Suspense } from 'react';
import styles from './markdown.module.css';

const Markdown = lazy(async () => ({ default: (await import('./markdown.tsx')).Markdown }));

/** What a model wrote, as text or as Markdown. Until the Markdown code is loaded, and if it cannot be, text is what there is. */
export function MarkdownText({ text, isRaw }: { text: string; isRaw: boolean }) {
  const raw = <div className={styles['raw']}>{text}</div>;
  return isRaw ? (
    raw
  ) : (
    <Suspense fallback={raw}>
      <Markdown text={text} />
    </Suspense>
  );
}
