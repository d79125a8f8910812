import { lazy, Suspense } from 'react';
import styles from './answer.module.css';

const Markdown = lazy(async () => ({ default: (await import('./markdown.tsx')).Markdown }));

/** The answer as text or as Markdown. Until the Markdown code is loaded, and if it cannot be, text is what there is. */
export function AnswerText({ text, isRaw }: { text: string; isRaw: boolean }) {
  const raw = <div className={styles['raw']}>{text}</div>;
  return isRaw ? raw : <Suspense fallback={raw}>{<Markdown text={text} />}</Suspense>;
}
