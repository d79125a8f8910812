import { Checkbox } from '../../../ui/field.tsx';
import styles from './editor.module.css';
import { ProblemAt } from './problems.tsx';

export interface CheckListProps<T extends string> {
  label: string;
  path: string;
  options: readonly T[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}

/** Several of a few, in the order in which they are offered. */
export function CheckList<T extends string>({ label, path, options, chosen, onChange }: CheckListProps<T>) {
  return (
    <fieldset className={styles['checks']}>
      <legend>{label}</legend>
      {options.map((option) => (
        <Checkbox
          key={option}
          label={option}
          checked={chosen.includes(option)}
          onChange={(event) =>
            onChange(options.filter((each) => (each === option ? event.target.checked : chosen.includes(each))))
          }
        />
      ))}
      <ProblemAt path={path} />
    </fieldset>
  );
}
