import { diffLines } from '../lib/diff-lines.ts';
import styles from './diff-view.module.css';
import { ScrollRegion } from './scroll-region.tsx';

export interface DiffViewProps {
  /** "Version 3 against version 4". */
  label: string;
  before: string;
  after: string;
}

const marks = { same: ' ', added: '+', removed: '−' } as const;
const words = { same: '', added: 'added: ', removed: 'removed: ' } as const;

/** Two texts as one, with what went and what came. */
export function DiffView({ label, before, after }: DiffViewProps) {
  const isFromNothing = (kind: keyof typeof marks) =>
    (kind === 'removed' && before === '') || (kind === 'added' && after === '');
  // Nothing is no empty line.
  const lines = diffLines(before, after).filter(({ kind, text }) => text !== '' || !isFromNothing(kind));
  if (lines.every(({ kind }) => kind === 'same')) return <p className={styles['same']}>They are the same.</p>;
  return (
    <ScrollRegion label={label} className={styles['diff']}>
      <pre>
        {lines.map(({ kind, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          <div key={index} className={styles['line']} data-kind={kind}>
            <span className={styles['mark']} aria-hidden="true">
              {marks[kind]}
            </span>
            <span className="visually-hidden">{words[kind]}</span>
            {text}
          </div>
        ))}
      </pre>
    </ScrollRegion>
  );
}
