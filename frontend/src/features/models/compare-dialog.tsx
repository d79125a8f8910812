import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useProjectId } from '../../lib/project.ts';
import { Actions } from '../../ui/actions.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Hint } from '../../ui/hint.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { compareRows } from './compare-rows.tsx';
import { mostCompared } from './compared-ids.ts';
import { ModelField } from './model-field.tsx';
import { modelsQuery } from './models-query.ts';
import { realUseSource, useRealUse } from './real-use.tsx';

export interface CompareDialogProps {
  ids: readonly string[];
  /** With no model left, the comparison is closed. */
  onChange: (ids: readonly string[]) => void;
}

/** Two to four models side by side. */
export function CompareDialog({ ids, onChange }: CompareDialogProps) {
  const all = useQuery(modelsQuery(useProjectId())).data?.items ?? [];
  const useOf = useRealUse();
  const [adding, setAdding] = useState('');
  const models = ids.flatMap((id) => all.find((model) => model.id === id) ?? []);
  const type = (id: string) => {
    const isKnown = all.some((model) => model.id === id) && !ids.includes(id);
    setAdding(isKnown ? '' : id);
    if (isKnown) onChange([...ids, id]);
  };
  return (
    <Dialog title="Compare models" width="wide" onClose={() => onChange([])}>
      <Actions>
        {models.map(({ id }) => (
          <Button
            key={id}
            size="small"
            icon={<X aria-hidden="true" />}
            aria-label={`Remove ${id}`}
            onClick={() => onChange(ids.filter((each) => each !== id))}
          >
            {id}
          </Button>
        ))}
      </Actions>
      {ids.length < mostCompared ? <ModelField label="Add a model" value={adding} onChange={type} /> : null}
      <SmallTable
        label="Comparison"
        rows={compareRows(models, useOf)}
        rowKey={({ id }) => id}
        columns={[
          { id: 'what', header: 'What', cell: ({ label }) => label },
          ...models.map((model) => ({
            id: model.id,
            header: model.name,
            align: 'end' as const,
            cell: ({ cell }: ReturnType<typeof compareRows>[number]) => cell(model),
          })),
        ]}
      />
      <Hint>
        Prices: per million tokens. Calls, durations and costs:{' '}
        {realUseSource.charAt(0).toLowerCase() + realUseSource.slice(1)}.
      </Hint>
    </Dialog>
  );
}
