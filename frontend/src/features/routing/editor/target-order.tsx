import { SelectField } from '../../../ui/field.tsx';
import { moveAt, removeAt } from './change-list.ts';
import styles from './editor.module.css';
import { ProblemAt } from './problems.tsx';
import { RowButtons } from './row-buttons.tsx';

export interface TargetOrderProps {
  path: string;
  /** All ids of the route. */
  all: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** Whether the order says something, as in a fallback. */
  isOrdered: boolean;
}

/** Which of the route's targets, and in which order. */
export function TargetOrder({ path, all, chosen, onChange, isOrdered }: TargetOrderProps) {
  const left = all.filter((id) => !chosen.includes(id));
  return (
    <div className={styles['order']}>
      <ol className={styles['chosen']} aria-label="Targets">
        {chosen.map((id, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a target may be named twice by mistake
          <li key={index} className={styles['chosenRow']}>
            {isOrdered ? <span className={styles['place']}>{index + 1}</span> : null}
            <code>{id}</code>
            <RowButtons
              name={id}
              index={index}
              count={chosen.length}
              {...(isOrdered ? { onMove: (by: -1 | 1) => onChange(moveAt(chosen, index, by)) } : {})}
              onRemove={() => onChange(removeAt(chosen, index))}
            />
            <ProblemAt path={`${path}.${index}`} />
          </li>
        ))}
      </ol>
      <ProblemAt path={path} />
      {left.length === 0 ? null : (
        <SelectField
          label="Add a target"
          isLabelHidden
          value=""
          onChange={(event) => onChange([...chosen, event.target.value])}
        >
          <option value="">Add a target…</option>
          {left.map((id) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </SelectField>
      )}
    </div>
  );
}
