import { Check } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import styles from './popover.module.css';
import { Popover } from './popover.tsx';

export interface MenuItem {
  id: string;
  label: string;
  icon?: ReactNode;
  /** At the end of the row: a shortcut, a note. */
  end?: ReactNode;
  tone?: 'danger';
  isDisabled?: boolean;
  /** Set for one of several choices. */
  isChosen?: boolean;
  onSelect: () => void;
}

export interface MenuGroup {
  /** Shown above the group. */
  label?: string;
  items: readonly MenuItem[];
}

export interface MenuProps {
  label: string;
  groups: readonly MenuGroup[];
  align?: 'start' | 'end';
  /** Shown above the items, not part of them. */
  header?: ReactNode;
  /** The button; it gets what makes it one. */
  trigger: (props: {
    ref: RefObject<HTMLButtonElement | null>;
    onClick: () => void;
    'aria-haspopup': 'menu';
    'aria-expanded': boolean;
  }) => ReactNode;
}

export function Menu({ label, groups, align = 'start', header, trigger }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const ref = useRef<HTMLButtonElement>(null);
  return (
    <>
      {trigger({ ref, onClick: () => setIsOpen(!isOpen), 'aria-haspopup': 'menu', 'aria-expanded': isOpen })}
      {isOpen ? (
        <Popover anchorRef={ref} onClose={() => setIsOpen(false)} align={align} className={styles['menu']}>
          {header}
          <MenuItems label={label} groups={groups} onDone={() => setIsOpen(false)} />
        </Popover>
      ) : null}
    </>
  );
}

function MenuItems({ label, groups, onDone }: { label: string; groups: readonly MenuGroup[]; onDone: () => void }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => itemsOf(ref.current).at(0)?.focus(), []);
  return (
    <div ref={ref} role="menu" aria-label={label} tabIndex={-1} onKeyDown={(event) => moveFocus(event, ref.current)}>
      {groups.map((group, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
        <div key={group.label ?? group.items[0]?.id ?? index} role="group" aria-label={group.label}>
          {index > 0 ? <hr className={styles['divider']} /> : null}
          {group.label ? (
            <div className={styles['heading']} aria-hidden="true">
              {group.label}
            </div>
          ) : null}
          {group.items.map((item) => (
            <MenuButton key={item.id} item={item} onDone={onDone} />
          ))}
        </div>
      ))}
    </div>
  );
}

function MenuButton({ item, onDone }: { item: MenuItem; onDone: () => void }) {
  const choice = item.isChosen === undefined ? {} : ({ role: 'menuitemradio', 'aria-checked': item.isChosen } as const);
  return (
    <button
      type="button"
      role="menuitem"
      {...choice}
      tabIndex={-1}
      className={styles['item']}
      data-tone={item.tone}
      disabled={item.isDisabled}
      onClick={() => {
        onDone();
        item.onSelect();
      }}
    >
      {item.icon}
      {item.label}
      <span className={styles['end']}>{item.isChosen ? <Check aria-hidden="true" /> : item.end}</span>
    </button>
  );
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)') ?? [])];
}

function moveFocus(event: KeyboardEvent, menu: HTMLElement | null): void {
  const items = itemsOf(menu);
  const current = items.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items.at(next % items.length)?.focus();
}
