import { Plus } from 'lucide-react';
import type { ConditionInput } from '../../../../../shared/contract/route-condition.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { removeAt, replaceAt } from './change-list.ts';
import { ConditionFields } from './condition-fields.tsx';
import { type ConditionKind, kindsAt, newCondition } from './condition-kinds.ts';
import styles from './editor.module.css';
import { ProblemAt } from './problems.tsx';
import { RowButtons } from './row-buttons.tsx';

export interface ConditionEditorProps {
  label: string;
  path: string;
  /** Undefined: always, which only a rule itself may say. */
  condition: ConditionInput | undefined;
  depth: number;
  onChange: (condition: ConditionInput | undefined) => void;
}

/** A condition as a tree: a fact of the call, or a group of conditions. */
export function ConditionEditor({ label, path, condition, depth, onChange }: ConditionEditorProps) {
  return (
    <div className={styles['condition']}>
      <SelectField
        label={label}
        value={condition?.kind ?? ''}
        onChange={(event) => {
          const kind = event.target.value;
          onChange(kind === '' ? undefined : newCondition(kind as ConditionKind));
        }}
      >
        {depth === 0 ? <option value="">always</option> : null}
        {kindsAt(depth).map(({ kind, label: name }) => (
          <option key={kind} value={kind}>
            {name}
          </option>
        ))}
      </SelectField>
      <ProblemAt path={path} />
      {condition === undefined ? null : (
        <ConditionBody path={path} condition={condition} depth={depth} onChange={onChange} />
      )}
    </div>
  );
}

interface BodyProps {
  path: string;
  condition: ConditionInput;
  depth: number;
  onChange: (condition: ConditionInput) => void;
}

function ConditionBody({ path, condition, depth, onChange }: BodyProps) {
  if (condition.kind === 'not') {
    return (
      <div className={styles['group']}>
        <ConditionEditor
          label="Not"
          path={`${path}.condition`}
          condition={condition.condition}
          depth={depth + 1}
          onChange={(inner) => onChange({ kind: 'not', condition: inner ?? condition.condition })}
        />
      </div>
    );
  }
  if ('conditions' in condition) {
    return <ConditionGroup path={path} group={condition} depth={depth} onChange={onChange} />;
  }
  return <ConditionFields path={path} condition={condition} onChange={onChange} />;
}

type Group = Extract<ConditionInput, { conditions: unknown }>;

function ConditionGroup({ path, group, depth, onChange }: Omit<BodyProps, 'condition'> & { group: Group }) {
  const { conditions } = group;
  const set = (next: ConditionInput[]) => onChange({ ...group, conditions: next });
  return (
    <div className={styles['group']}>
      {conditions.map((inner, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name
        <div key={index} className={styles['member']}>
          <ConditionEditor
            label={index === 0 ? 'Condition' : group.kind === 'all' ? 'and' : 'or'}
            path={`${path}.conditions.${index}`}
            condition={inner}
            depth={depth + 1}
            onChange={(next) => set(replaceAt(conditions, index, next ?? inner))}
          />
          <RowButtons
            name={`condition ${index + 1}`}
            index={index}
            count={conditions.length}
            onRemove={conditions.length > 1 ? () => set(removeAt(conditions, index)) : undefined}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden="true" />}
          disabled={conditions.length >= 20}
          onClick={() => set([...conditions, newCondition('metadata')])}
        >
          Add condition
        </Button>
      </div>
    </div>
  );
}
