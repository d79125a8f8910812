import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import styles from './search-field.module.css';
import { useShortcut } from './use-shortcut.ts';

export interface SearchFieldProps {
  label: string;
  /** The filter as the URL has it. */
  value: string;
  /** Called when typing pauses. */
  onChange: (text: string) => void;
  placeholder?: string;
  /** Enter leaves the field for what was found; then Escape leaves it, too, and the text stays. */
  onEnter?: () => void;
}

const pauseMs = 150;

/** The text filter of a page; `/` goes to it. */
export function SearchField({ label, value, onChange, placeholder, onEnter }: SearchFieldProps) {
  const ref = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useShortcut('/', () => ref.current?.select());
  useEffect(() => {
    // Someone else changed the URL: a link, the back button, "clear filters".
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return (
    <span className={styles['search']}>
      <Search aria-hidden="true" size={14} />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          const isEnter = event.key === 'Enter' && onEnter !== undefined;
          if (!isEnter && event.key !== 'Escape') return;
          // A browser empties a search field on Escape.
          if (onEnter) event.preventDefault();
          ref.current?.blur();
          if (isEnter) onEnter();
        }}
      />
    </span>
  );
}
