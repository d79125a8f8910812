import type { RouteTimeouts } from '../../../../../shared/contract/route-config.ts';
import { FieldGrid } from '../../../ui/field-grid.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { useProblem } from './problems.tsx';

const fields = [
  { name: 'connectMs', label: 'To connect, ms', placeholder: '5000' },
  { name: 'firstTokenMs', label: 'To the first token of a stream, ms', placeholder: '290000' },
  { name: 'betweenChunksMs', label: 'Between chunks, ms', placeholder: '120000' },
  { name: 'totalMs', label: 'In all, ms', placeholder: '870000' },
] as const;

export interface TimeoutFieldsProps {
  path: string;
  value: RouteTimeouts;
  onChange: (value: RouteTimeouts) => void;
}

/** How long an attempt may take. An empty field means what holds without a route, which it shows. */
export function TimeoutFields({ path, value, onChange }: TimeoutFieldsProps) {
  return (
    <FieldGrid>
      {fields.map((field) => (
        <TimeoutField
          key={field.name}
          path={`${path}.${field.name}`}
          label={field.label}
          placeholder={field.placeholder}
          value={value[field.name]}
          onChange={(milliseconds) => onChange(withTimeout(value, field.name, milliseconds))}
        />
      ))}
    </FieldGrid>
  );
}

interface TimeoutFieldProps {
  path: string;
  label: string;
  placeholder: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

function TimeoutField({ path, ...field }: TimeoutFieldProps) {
  return <NumberField {...field} error={useProblem(path)} />;
}

function withTimeout(value: RouteTimeouts, name: keyof RouteTimeouts, milliseconds: number | undefined): RouteTimeouts {
  const { [name]: _, ...rest } = value;
  return milliseconds === undefined ? rest : { ...rest, [name]: milliseconds };
}
