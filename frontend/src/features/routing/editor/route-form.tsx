import type { RouteConfigInput } from '../../../../../shared/contract/route-config.ts';
import { TextField } from '../../../ui/field.tsx';
import { Part } from '../../../ui/part.tsx';
import { CacheFields } from './cache-fields.tsx';
import { ContextFields } from './context-fields.tsx';
import styles from './editor.module.css';
import { useProblem } from './problems.tsx';
import { renameTarget } from './rename-target.ts';
import { RetryFields } from './retry-fields.tsx';
import { RulesEditor } from './rules-editor.tsx';
import { TargetsEditor } from './targets-editor.tsx';
import { TimeoutFields } from './timeout-fields.tsx';

export interface RouteFormProps {
  config: RouteConfigInput;
  onChange: (config: RouteConfigInput) => void;
}

/** The configuration of a route as a form. */
export function RouteForm({ config, onChange }: RouteFormProps) {
  const set = (part: Partial<RouteConfigInput>) => onChange({ ...config, ...part });
  const targetIds = config.targets.map(({ id }) => id);
  return (
    <div className={styles['form']}>
      <TextField
        label="Description"
        maxLength={500}
        placeholder="What it is for"
        value={config.description ?? ''}
        error={useProblem('description')}
        onChange={(event) => set({ description: event.target.value })}
      />
      <Part title="Targets" hint="The models that this route may call.">
        <TargetsEditor
          targets={config.targets}
          onChange={(targets) => set({ targets })}
          onRename={(index, id) => onChange(renameTarget(config, index, id))}
        />
      </Part>
      <Part title="Rules" hint="From the top: the first whose condition holds decides. The last has none.">
        <RulesEditor rules={config.rules} targetIds={targetIds} onChange={(rules) => set({ rules })} />
      </Part>
      <Part title="Long inputs" hint="What happens to a call that is larger than the model’s context window.">
        <ContextFields value={config.context ?? { policy: 'refuse' }} onChange={(context) => set({ context })} />
      </Part>
      <Part title="Retries" hint="With full jitter, honouring Retry-After, and at most 10 % of extra calls over all.">
        <RetryFields value={config.retries ?? {}} onChange={(retries) => set({ retries })} />
      </Part>
      <Part title="Timeouts" hint="Of each attempt. Empty: as without a route.">
        <TimeoutFields path="timeouts" value={config.timeouts ?? {}} onChange={(timeouts) => set({ timeouts })} />
      </Part>
      <Part title="Cache and structured output">
        <CacheFields config={config} set={set} />
      </Part>
    </div>
  );
}
