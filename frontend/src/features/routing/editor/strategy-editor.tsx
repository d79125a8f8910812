import type { RouteConfigInput } from '../../../../../shared/contract/route-config.ts';
import type { Strategy } from '../../../../../shared/contract/route-strategy.ts';
import { SelectField } from '../../../ui/field.tsx';
import { Hint } from '../../../ui/hint.tsx';
import { strategyKinds, strategyNames } from '../strategy-words.ts';
import { ArmsEditor } from './arms-editor.tsx';
import { CheckList } from './check-list.tsx';
import { targetsOf, withKind } from './new-config.ts';
import { ProblemAt } from './problems.tsx';
import { TargetOrder } from './target-order.tsx';

export type StrategyInput = RouteConfigInput['rules'][number]['use'];

export interface StrategyEditorProps {
  path: string;
  use: StrategyInput;
  targetIds: readonly string[];
  onChange: (use: StrategyInput) => void;
}

/** How a rule chooses among its targets. */
export function StrategyEditor({ path, use, targetIds, onChange }: StrategyEditorProps) {
  const { kind } = use;
  return (
    <>
      <SelectField
        label="Choose by"
        hint={strategyNames[kind].hint}
        value={kind}
        onChange={(event) => onChange(withKind(event.target.value as Strategy['kind'], targetsOf(use)))}
      >
        {strategyKinds.map((each) => (
          <option key={each} value={each}>
            {strategyNames[each].label}
          </option>
        ))}
      </SelectField>
      <ProblemAt path={path} />
      {use.kind === 'experiment' ? (
        <ArmsEditor path={path} use={use} targetIds={targetIds} onChange={onChange} />
      ) : (
        <TargetOrder
          path={`${path}.targets`}
          all={targetIds}
          chosen={use.targets}
          isOrdered={kind === 'fallback'}
          onChange={(targets) => onChange({ ...use, targets })}
        />
      )}
      {kind === 'weighted' ? <Hint>The weights stand at the targets above.</Hint> : null}
      {use.kind === 'sticky' ? (
        <CheckList
          label="The same target for the same"
          path={`${path}.by`}
          options={['session', 'user', 'key']}
          chosen={use.by ?? ['session', 'user']}
          onChange={(by) => onChange({ ...use, by })}
        />
      ) : null}
    </>
  );
}
