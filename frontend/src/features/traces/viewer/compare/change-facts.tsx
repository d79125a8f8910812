import contentStyles from '../../trace-content.module.css';
import { Fact } from '../../trace-facts.tsx';
import styles from './compare.module.css';
import type { Change, NamedChange } from './compare-figures.ts';

/** Figures of both, and how they differ. */
export function ChangeFacts({ changes }: { changes: readonly NamedChange[] }) {
  return (
    <dl className={contentStyles['facts']}>
      {changes.map((change) => (
        <Fact key={change.name} name={change.name}>
          {change.before === change.after ? change.after : `${change.before} → ${change.after}`}{' '}
          <Delta change={change} />
        </Fact>
      ))}
    </dl>
  );
}

/** More time, tokens or money is worth a look; less is good. */
export function Delta({ change, isShort = false }: { change: Change; isShort?: boolean }) {
  const { delta, shortDelta, direction } = change;
  return delta === null ? null : (
    <span className={styles['delta']} data-direction={direction}>
      {isShort ? shortDelta : delta}
    </span>
  );
}
