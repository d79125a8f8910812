export interface Command {
  id: string;
  group: string;
  label: string;
  /** Other words that find it. */
  keywords?: string;
  /** Shown at the end: a shortcut in the form of `Kbd`. */
  keys?: string;
  run: () => void;
}

/** What ⌘K shows for `text`: the traces that hold it stand last, so that Enter finds them where nothing else fits. */
export function shownCommands(
  { all, searchTraces }: { all: readonly Command[]; searchTraces: Command | null },
  text: string,
  most: number,
): readonly Command[] {
  const found = findCommands(all, text);
  if (searchTraces === null) return found.slice(0, most);
  return [...found.slice(0, most - 1), searchTraces];
}

const traceId = /^[0-9a-f]{32}$/;

/** The trace that was pasted, if it is one; dashes and upper case are forgiven. */
export function traceIdIn(text: string): string | null {
  const plain = text.trim().toLowerCase().replaceAll('-', '');
  return traceId.test(plain) ? plain : null;
}

/**
 * Commands that answer `text`, best first: the start of the label, the start of a word, then anywhere in
 * order; of equals the shorter label, which is the closer match. */
export function findCommands(commands: readonly Command[], text: string): readonly Command[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return commands;
  return commands
    .map((command) => ({ command, score: scoreOf(command, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.command.label.length - b.command.label.length)
    .map(({ command }) => command);
}

function scoreOf({ label, keywords = '' }: Command, wanted: string): number {
  const name = label.toLowerCase();
  if (name.startsWith(wanted)) return 4;
  if (name.split(/\W+/).some((word) => word.startsWith(wanted))) return 3;
  if (name.includes(wanted) || keywords.toLowerCase().includes(wanted)) return 2;
  return isSubsequence(wanted.replaceAll(' ', ''), name) ? 1 : 0;
}

function isSubsequence(part: string, whole: string): boolean {
  let position = 0;
  for (const character of whole) {
    if (character === part[position]) position += 1;
  }
  return position === part.length;
}
