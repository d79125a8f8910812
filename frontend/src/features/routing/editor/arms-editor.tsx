import { Plus } from 'lucide-react';
import { experimentUnits } from '../../../../../shared/contract/route-strategy.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField, TextField } from '../../../ui/field.tsx';
import { FieldGrid } from '../../../ui/field-grid.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { removeAt, replaceAt } from './change-list.ts';
import styles from './editor.module.css';
import { freeName } from './new-config.ts';
import { ProblemAt, useProblem } from './problems.tsx';
import { RowButtons } from './row-buttons.tsx';
import type { StrategyInput } from './strategy-editor.tsx';
import { TargetOrder } from './target-order.tsx';

type Experiment = Extract<StrategyInput, { kind: 'experiment' }>;
type Arm = Experiment['arms'][number];

export interface ArmsEditorProps {
  path: string;
  use: Experiment;
  targetIds: readonly string[];
  onChange: (use: Experiment) => void;
}

/** The arms of an experiment, and what is divided among them. */
export function ArmsEditor({ path, use, targetIds, onChange }: ArmsEditorProps) {
  const { arms } = use;
  const setArms = (next: Arm[]) => onChange({ ...use, arms: next });
  const name = freeName(
    'arm',
    arms.map((arm) => arm.name),
  );
  return (
    <>
      <FieldGrid>
        <SelectField
          label="Divides by"
          value={use.unit}
          onChange={(event) => onChange({ ...use, unit: event.target.value as Experiment['unit'] })}
        >
          {experimentUnits.map((unit) => (
            <option key={unit} value={unit}>
              {unit}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Salt"
          hint="Another salt draws the units anew."
          value={use.salt}
          error={useProblem(`${path}.salt`)}
          onChange={(event) => onChange({ ...use, salt: event.target.value })}
        />
      </FieldGrid>
      {arms.map((arm, index) => (
        <ArmRow
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being typed
          key={index}
          path={`${path}.arms.${index}`}
          arm={arm}
          targetIds={targetIds}
          onChange={(next) => setArms(replaceAt(arms, index, next))}
          onRemove={arms.length > 2 ? () => setArms(removeAt(arms, index)) : undefined}
        />
      ))}
      <ProblemAt path={`${path}.arms`} />
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden="true" />}
          disabled={arms.length >= 10}
          onClick={() => setArms([...arms, { name, share: 50, targets: targetIds.slice(0, 1) }])}
        >
          Add arm
        </Button>
      </div>
    </>
  );
}

interface ArmRowProps {
  path: string;
  arm: Arm;
  targetIds: readonly string[];
  onChange: (arm: Arm) => void;
  onRemove: (() => void) | undefined;
}

function ArmRow({ path, arm, targetIds, onChange, onRemove }: ArmRowProps) {
  return (
    <div className={styles['card']}>
      <div className={styles['named']}>
        <TextField
          label="Arm"
          isMono
          value={arm.name}
          error={useProblem(`${path}.name`)}
          onChange={(event) => onChange({ ...arm, name: event.target.value })}
        />
        <NumberField
          label="Share"
          value={arm.share}
          error={useProblem(`${path}.share`)}
          onChange={(share) => onChange({ ...arm, share: share ?? Number.NaN })}
        />
        <RowButtons name={`arm ${arm.name}`} index={0} count={1} onRemove={onRemove} />
      </div>
      <TargetOrder
        path={`${path}.targets`}
        all={targetIds}
        chosen={arm.targets}
        isOrdered
        onChange={(targets) => onChange({ ...arm, targets })}
      />
    </div>
  );
}
