import { CalendarClock, ChevronDown } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import type { ViewRange } from '../../../../../shared/contract/saved-views.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Hint } from '../../../ui/hint.tsx';
import { Popover } from '../../../ui/popover.tsx';
import styles from './list-tools.module.css';
import { boundsOf, fromLocalField, presets, rangeWords, toLocalField, zoneWords } from './time-range.ts';

export interface TimeRangePickerProps {
  value: ViewRange;
  onChange: (range: ViewRange) => void;
}

/** A length of time up to now, or two times of one's own zone. */
export function TimeRangePicker({ value, onChange }: TimeRangePickerProps) {
  const [isOpen, setIsOpen] = useState(false);
  const ref = useRef<HTMLButtonElement>(null);
  const pick = (range: ViewRange) => {
    setIsOpen(false);
    ref.current?.focus();
    onChange(range);
  };
  return (
    <>
      <button
        ref={ref}
        type="button"
        className={styles['trigger']}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <CalendarClock aria-hidden="true" size={14} />
        <span className="visually-hidden">Time range: </span>
        {rangeWords(value)}
        <ChevronDown aria-hidden="true" size={14} />
      </button>
      {isOpen ? (
        <Popover anchorRef={ref} onClose={() => setIsOpen(false)}>
          <RangeChoices value={value} onPick={pick} />
        </Popover>
      ) : null}
    </>
  );
}

function RangeChoices({ value, onPick }: { value: ViewRange; onPick: (range: ViewRange) => void }) {
  const now = Date.now();
  const bounds = boundsOf(value, now);
  const [from, setFrom] = useState(() => toLocalField(bounds.from));
  const [to, setTo] = useState(() => toLocalField(bounds.to ?? new Date(now).toISOString()));
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const range = { from: fromLocalField(from), to: fromLocalField(to) };
    if (range.from === null || range.to === null) return setError('Give both times.');
    if (range.from >= range.to) return setError('The end has to come after the start.');
    onPick({ from: range.from, to: range.to });
  };
  return (
    <div className={styles['range']} role="dialog" aria-label="Time range">
      <ul className={styles['presets']}>
        {presets.map((last) => (
          <li key={last}>
            <button
              type="button"
              className={styles['preset']}
              aria-pressed={'last' in value && value.last === last}
              onClick={() => onPick({ last })}
            >
              {rangeWords({ last })}
            </button>
          </li>
        ))}
      </ul>
      <form className={styles['custom']} onSubmit={submit}>
        <TextField
          label="From"
          type="datetime-local"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
          {...(error === null ? {} : { error })}
        />
        <TextField label="To" type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
        <Hint>{zoneWords(new Date(now))}</Hint>
        <Button type="submit">Apply</Button>
      </form>
    </div>
  );
}
