interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** A chord such as `g t` waits this long for its second key. */
const chordMs = 1200;

const handlers = new Map<string, (() => void)[]>();

/** The name of a key press: `j`, `?`, `enter`, `mod+k`; `shift+n` goes before `n` where there is one. Null for presses that are never shortcuts. */
export function nameOf({ key, ctrlKey, metaKey, altKey }: KeyPress): string | null {
  if (altKey || key === 'Shift' || key === 'Control' || key === 'Meta') return null;
  return ctrlKey || metaKey ? `mod+${key.toLowerCase()}` : key.toLowerCase();
}

/** Remembers the first key of a chord. Returns what was pressed: a chord that `isKnown`, or the key itself. */
export function createChordReader(isKnown: (name: string) => boolean, now: () => number) {
  let first: { name: string; at: number } | null = null;
  return (name: string): string => {
    const chord = first !== null && now() - first.at < chordMs ? `${first.name} ${name}` : null;
    first = { name, at: now() };
    if (chord === null || !isKnown(chord)) return name;
    first = null;
    return chord;
  };
}

export function onShortcut(keys: string, task: () => void): () => void {
  handlers.set(keys, [...(handlers.get(keys) ?? []), task]);
  return () => {
    handlers.set(
      keys,
      (handlers.get(keys) ?? []).filter((each) => each !== task),
    );
  };
}

const latest = (name: string) => handlers.get(name)?.at(-1);

/** Listens for the whole page. Typing in a field is typing, and an open dialog keeps its keys. */
export function watchShortcuts(): () => void {
  const read = createChordReader((name) => latest(name) !== undefined, Date.now);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const name = nameOf(event);
    if (name === null || (!name.startsWith('mod+') && isTaken(event))) return;
    const shifted = event.shiftKey && /^[a-z]$/.test(name) ? latest(`shift+${name}`) : undefined;
    const task = shifted ?? latest(read(name));
    if (!task) return;
    event.preventDefault();
    task();
  };
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}

function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('input, textarea, select, [contenteditable], [role="menu"], dialog')) return true;
  if (event.key === 'Enter' && target?.closest('a, button, summary')) return true;
  return document.querySelector('dialog[open], [popover="auto"]:popover-open') !== null;
}
