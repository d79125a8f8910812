import { Plus } from 'lucide-react';
import type { RouteConfigInput } from '../../../../../shared/contract/route-config.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { ModelField } from '../../models/model-field.tsx';
import { removeAt, replaceAt } from './change-list.ts';
import styles from './editor.module.css';
import { freeName } from './new-config.ts';
import { ProblemAt, useProblem } from './problems.tsx';
import { RowButtons } from './row-buttons.tsx';
import { TimeoutFields } from './timeout-fields.tsx';

type Target = RouteConfigInput['targets'][number];

export interface TargetsEditorProps {
  targets: Target[];
  onChange: (targets: Target[]) => void;
  /** An id was written anew: what names it elsewhere follows. */
  onRename: (index: number, id: string) => void;
}

/** The models that the route may call. */
export function TargetsEditor({ targets, onChange, onRename }: TargetsEditorProps) {
  const add = () => {
    const id = freeName(
      'target',
      targets.map((target) => target.id),
    );
    onChange([...targets, { id, model: '', weight: 1 }]);
  };
  return (
    <>
      {targets.map((target, index) => (
        <TargetRow
          // biome-ignore lint/suspicious/noArrayIndexKey: the id is what is being typed
          key={index}
          target={target}
          index={index}
          count={targets.length}
          onChange={(next) => onChange(replaceAt(targets, index, next))}
          onRename={(id) => onRename(index, id)}
          onRemove={() => onChange(removeAt(targets, index))}
        />
      ))}
      <ProblemAt path="targets" />
      <div>
        <Button size="small" icon={<Plus aria-hidden="true" />} disabled={targets.length >= 20} onClick={add}>
          Add target
        </Button>
      </div>
    </>
  );
}

interface TargetRowProps {
  target: Target;
  index: number;
  count: number;
  onChange: (target: Target) => void;
  onRename: (id: string) => void;
  onRemove: () => void;
}

function TargetRow({ target, index, count, onChange, onRename, onRemove }: TargetRowProps) {
  const path = `targets.${index}`;
  return (
    <div className={styles['card']}>
      <div className={styles['target']}>
        <TextField
          label="Id"
          isMono
          value={target.id}
          error={useProblem(`${path}.id`)}
          onChange={(event) => onRename(event.target.value)}
        />
        <ModelField
          label="Model"
          value={target.model}
          error={useProblem(`${path}.model`)}
          onChange={(model) => onChange({ ...target, model })}
        />
        <NumberField
          label="Weight"
          placeholder="1"
          value={target.weight}
          error={useProblem(`${path}.weight`)}
          onChange={(weight) => onChange({ ...target, weight })}
        />
        <RowButtons
          name={`target ${target.id}`}
          index={index}
          count={count}
          onRemove={count > 1 ? onRemove : undefined}
        />
      </div>
      <ProblemAt path={path} />
      <details className={styles['more']} open={Object.keys(target.timeouts ?? {}).length > 0}>
        <summary>Timeouts of its own</summary>
        <TimeoutFields
          path={`${path}.timeouts`}
          value={target.timeouts ?? {}}
          onChange={(timeouts) => onChange({ ...target, timeouts })}
        />
      </details>
    </div>
  );
}
