import { useQuery } from '@tanstack/react-query';
import { type ComponentProps, useId } from 'react';
import { useProjectId } from '../../lib/project.ts';
import { TextField } from '../../ui/field.tsx';
import { modelsQuery } from './models-query.ts';

export interface ModelFieldProps
  extends Omit<ComponentProps<typeof TextField>, 'value' | 'onChange' | 'list' | 'kind'> {
  value: string;
  onChange: (model: string) => void;
  kind?: 'chat' | 'embedding';
}

/** A model by its id, offered from the catalogue: first what can be called. Ids that it does not know may be typed. */
export function ModelField({ value, onChange, kind, ...field }: ModelFieldProps) {
  const listId = useId();
  const models = useQuery(modelsQuery(useProjectId())).data?.items ?? [];
  const offered = models
    .filter((model) => kind === undefined || model.kind === kind)
    .toSorted((a, b) => Number(b.isAvailable) - Number(a.isAvailable));
  return (
    <>
      <TextField
        isMono
        placeholder="provider/model"
        autoComplete="off"
        spellCheck={false}
        {...field}
        list={listId}
        value={value}
        onChange={(event) => onChange(event.target.value.trim())}
      />
      <datalist id={listId}>
        {offered.map((model) => (
          <option
            key={model.id}
            value={model.id}
            label={model.isAvailable ? model.name : `${model.name}, no provider`}
          />
        ))}
      </datalist>
    </>
  );
}
