import type { RouteConfigInput } from '../../../../../shared/contract/route-config.ts';
import { Checkbox, TextField } from '../../../ui/field.tsx';
import { FieldGrid } from '../../../ui/field-grid.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { withPart } from './condition-kinds.ts';
import { useProblem } from './problems.tsx';

export interface CacheFieldsProps {
  config: RouteConfigInput;
  set: (part: Partial<RouteConfigInput>) => void;
}

/** Whether equal calls share an answer, and whether an invalid answer gets a second chance. */
export function CacheFields({ config, set }: CacheFieldsProps) {
  const { cache = null, structuredOutput = {} } = config;
  const problems = { ttl: useProblem('cache.ttlSeconds'), namespace: useProblem('cache.namespace') };
  return (
    <>
      <Checkbox
        label="Cache answers"
        hint="Calls that are equal to the letter share an answer, which costs nothing the second time."
        checked={cache !== null}
        onChange={(event) => set({ cache: event.target.checked ? { enabled: true, ttlSeconds: 3600 } : null })}
      />
      {cache === null ? null : (
        <>
          <FieldGrid>
            <NumberField
              label="Lives for, seconds"
              placeholder="3600"
              value={cache.ttlSeconds}
              error={problems.ttl}
              onChange={(ttlSeconds) => set({ cache: withPart(cache, 'ttlSeconds', ttlSeconds) })}
            />
            <TextField
              label="Namespace"
              isMono
              placeholder="default"
              hint="Calls share answers within it."
              value={cache.namespace ?? ''}
              error={problems.namespace}
              onChange={(event) => set({ cache: withPart(cache, 'namespace', event.target.value || undefined) })}
            />
          </FieldGrid>
          <Checkbox
            label="Only for requests that ask for it"
            checked={cache.enabled === false}
            onChange={(event) => set({ cache: { ...cache, enabled: !event.target.checked } })}
          />
        </>
      )}
      <Checkbox
        label="Repair invalid structured output"
        hint="One more call, with what was wrong, if an answer does not follow its schema."
        checked={structuredOutput.repair ?? true}
        onChange={(event) => set({ structuredOutput: { repair: event.target.checked } })}
      />
    </>
  );
}
