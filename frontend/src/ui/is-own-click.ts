import type { MouseEvent } from 'react';

/** True if a click in a row is meant for a control in it, or selects text. */
export function isOwnClick(event: MouseEvent<HTMLElement>): boolean {
  const target = event.target instanceof Element ? event.target : null;
  // What a portal or a dialog inside the row shows is not the row.
  if (target === null || !event.currentTarget.contains(target)) return true;
  if (target.closest('a, button, input, select, label, dialog, [popover]')) return true;
  return (document.getSelection()?.toString().length ?? 0) > 0;
}
