import { type ComponentProps, useEffect, useState } from 'react';
import { numberOf, numberText } from '../lib/number-text.ts';
import { TextField } from './field.tsx';

export interface NumberFieldProps extends Omit<ComponentProps<typeof TextField>, 'value' | 'onChange' | 'type'> {
  /** Undefined while the field is empty. */
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

/** A number as it is typed, separators allowed. What is no number yet stays in the field, and counts as NaN. */
export function NumberField({ value, onChange, ...field }: NumberFieldProps) {
  const [text, setText] = useState(numberText(value));
  useEffect(() => {
    // Set from elsewhere: the JSON view, "discard". Not while the same number is being typed, as in "1." or "1,000".
    setText((typed) => (Object.is(numberOf(typed), value) ? typed : numberText(value)));
  }, [value]);
  return (
    <TextField
      inputMode="decimal"
      autoComplete="off"
      {...field}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(numberOf(event.target.value));
      }}
    />
  );
}
