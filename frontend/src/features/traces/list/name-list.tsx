import { unknownFigure } from '../../../lib/figures/figure.ts';
import { FigureText } from '../../../ui/figure.tsx';
import styles from './name-list.module.css';

/** The first of several names, and how many more there are; all of them on hover. */
export function NameList({ names, none }: { names: readonly string[]; none: string }) {
  const [first, ...others] = names;
  if (first === undefined) return <FigureText figure={unknownFigure(none)} />;
  return (
    <span className={styles['list']} data-tip={names.join('\n')}>
      <span className={styles['first']}>{first}</span>
      {others.length === 0 ? null : <span>+{others.length}</span>}
    </span>
  );
}
