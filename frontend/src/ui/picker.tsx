import { ChevronsUpDown, Search } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cx } from './cx.ts';
import { OptionList } from './option-list.tsx';
import styles from './picker.module.css';
import { Popover } from './popover.tsx';
import { useOptionKeys } from './use-option-keys.ts';

export interface PickerProps<T> {
  /** What is picked: "Model". */
  label: string;
  /** Everything there is, in the order to show it. */
  options: readonly T[];
  optionKey: (option: T) => string;
  /** Whether an option answers what was typed, in lower case. */
  matches: (option: T, text: string) => boolean;
  /** What the text itself names, where it is none of the options. */
  typed?: (text: string) => T | null;
  renderOption: (option: T) => ReactNode;
  isDisabled?: (option: T) => boolean;
  value: T | null;
  renderValue?: (option: T) => ReactNode;
  placeholder?: string;
  onPick: (option: T) => void;
  /** CSS width of the list. */
  listWidth?: string;
  /** Under the list: what is not shown, or an action. */
  footer?: ReactNode;
  id?: string;
}

/** Picks one of many, with search. */
export function Picker<T>(props: PickerProps<T>) {
  const [isOpen, setIsOpen] = useState(false);
  const ref = useRef<HTMLButtonElement>(null);
  const { value } = props;
  const shown = value === null ? null : (props.renderValue ?? props.renderOption)(value);
  const close = () => {
    setIsOpen(false);
    ref.current?.focus();
  };
  return (
    <>
      <button
        ref={ref}
        id={props.id}
        type="button"
        className={styles['trigger']}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span className="visually-hidden">{props.label}: </span>
        <span className={cx(styles['value'], value === null && styles['placeholder'])}>
          {shown ?? props.placeholder ?? 'Choose'}
        </span>
        <ChevronsUpDown aria-hidden="true" size={14} />
      </button>
      {isOpen ? (
        <Popover anchorRef={ref} onClose={() => setIsOpen(false)} className={styles['popover']}>
          <div style={{ width: props.listWidth ?? '360px', maxWidth: 'calc(100vw - 32px)' }}>
            <PickerList {...props} onDone={close} />
          </div>
        </Popover>
      ) : null}
    </>
  );
}

/** Those that answer what was typed, and what that names itself. */
function optionsOf<T>(props: PickerProps<T>, text: string): readonly T[] {
  if (text === '') return props.options;
  const found = props.options.filter((option) => props.matches(option, text.toLowerCase()));
  const typed = props.typed?.(text) ?? null;
  return typed === null || found.some((option) => sameKey(props, option, typed)) ? found : [...found, typed];
}

function PickerList<T>(props: PickerProps<T> & { onDone: () => void }) {
  const [text, setText] = useState('');
  const inputRef = useRef<HTMLInputElement>(null);
  // The list opens to be searched. Not `autoFocus`, which comes before the popover is shown.
  useEffect(() => inputRef.current?.focus(), []);
  const options = optionsOf(props, text.trim());
  const pick = (option: T) => {
    if (props.isDisabled?.(option)) return;
    props.onDone();
    props.onPick(option);
  };
  const initial = props.value === null ? 0 : options.findIndex((o) => sameKey(props, o, props.value));
  const keys = useOptionKeys({
    count: options.length,
    initial: Math.max(0, initial),
    onPick: (i) => pickAt(options, i, pick),
  });
  return (
    <>
      <div className={styles['search']}>
        <Search aria-hidden="true" size={14} />
        <input
          ref={inputRef}
          role="combobox"
          aria-expanded="true"
          aria-controls={keys.listId}
          aria-activedescendant={keys.activeId}
          aria-label={`Search ${props.label.toLowerCase()}`}
          placeholder="Search"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            keys.setActive(0);
          }}
          onKeyDown={keys.onKeyDown}
        />
      </div>
      <OptionList
        label={props.label}
        options={options}
        optionKey={props.optionKey}
        renderOption={props.renderOption}
        isDisabled={props.isDisabled}
        selectedKey={props.value === null ? null : props.optionKey(props.value)}
        keys={keys}
        onPick={pick}
      />
      {props.footer ? <div className={styles['footer']}>{props.footer}</div> : null}
    </>
  );
}

function sameKey<T>(props: PickerProps<T>, option: T, value: T | null): boolean {
  return value !== null && props.optionKey(option) === props.optionKey(value);
}

function pickAt<T>(options: readonly T[], index: number, pick: (option: T) => void): void {
  const option = options[index];
  if (option !== undefined) pick(option);
}
