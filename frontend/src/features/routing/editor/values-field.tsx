import { useState } from 'react';
import { TextField } from '../../../ui/field.tsx';
import { useProblem } from './problems.tsx';

export interface ValuesFieldProps {
  path: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
}

/** Several texts in one field, divided by commas. */
export function ValuesField({ path, values, onChange }: ValuesFieldProps) {
  // As it is typed: a comma at the end is the beginning of the next value.
  const [text, setText] = useState(values.join(', '));
  const shown = splitValues(text).join() === values.join() ? text : values.join(', ');
  return (
    <TextField
      label="Values"
      hint="Divided by commas."
      value={shown}
      error={useProblem(path)}
      onChange={(event) => {
        setText(event.target.value);
        onChange(splitValues(event.target.value));
      }}
    />
  );
}

export function splitValues(text: string): string[] {
  return text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
