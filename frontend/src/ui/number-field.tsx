import { type ComponentProps, useEffect, useState } from 'react';
import { numberOf, numberText } from '../lib/number-text.ts';
import { TextField } from './field.tsx';

export interface NumberFieldProps extends Omit<ComponentProps<typeof TextField>, 'value' | 'onChange' | 'type'> {
  /** Undefined while the field is empty. */
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

const noNumber = 'Not a number: write it like 1000 or 0.01.';

/**
 * A number as it is typed, separators allowed; a comma is said how it is read. What is no number stays in the field, counts
 * as NaN, and keeps a form from being sent.
 */
export function NumberField({ value, onChange, ...field }: NumberFieldProps) {
  const [text, setText] = useState(numberText(value));
  useEffect(() => {
    // Set from elsewhere: the JSON view, "discard". Not while the same number is being typed, as in "1." or "1,000".
    setText((typed) => (Object.is(numberOf(typed), value) ? typed : numberText(value)));
  }, [value]);
  const typed = numberOf(text);
  const problem = Number.isNaN(typed) ? noNumber : undefined;
  const reading = text.includes(',') && problem === undefined ? `Read as ${numberText(typed)}.` : undefined;
  return (
    <TextField
      inputMode="decimal"
      autoComplete="off"
      {...field}
      ref={(input) => input?.setCustomValidity(problem ?? '')}
      hint={reading ?? field.hint}
      error={problem ?? field.error}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(numberOf(event.target.value));
      }}
    />
  );
}
