/** What a person is typing where the cursor stands. */
export type CompletionContext = {
  /** The text [from, to) is what a suggestion replaces. */ from: number;
  to: number;
} & (
  | { kind: 'field'; prefix: string }
  | { kind: 'value'; field: string; key: string | null; operator: string; prefix: string }
);

const fieldAndValue = /^([A-Za-z][A-Za-z0-9_]*)(?:\.(?:"((?:[^"\\]|\\.)*)"|([^\s()":<>=*\\]+)))?(>=|<=|:|>|<|=)/;
const opensGroup = /([A-Za-z][A-Za-z0-9_]*)(?:\.([^\s()":<>=*\\]+))?:$/;

interface Group {
  field: string;
  key: string | null;
}

/** Reads the text before the cursor as far as it goes: what is being typed is seldom a whole filter. */
export function completionContext(text: string, cursor: number): CompletionContext {
  const { start, group } = chunkBefore(text, cursor);
  const to = cursor + (/^[^\s()"]*/.exec(text.slice(cursor))?.[0].length ?? 0);
  const isNegated = text.charAt(start) === '-' && start < cursor;
  const chunkStart = isNegated ? start + 1 : start;
  const chunk = text.slice(chunkStart, cursor);
  if (group !== null) return { kind: 'value', ...group, operator: ':', prefix: unquoted(chunk), from: chunkStart, to };
  const match = fieldAndValue.exec(chunk);
  if (match === null) return { kind: 'field', prefix: unquoted(chunk), from: chunkStart, to };
  const [head, field = '', quotedKey, plainKey, operator = ''] = match;
  const key = quotedKey ?? plainKey ?? null;
  return {
    kind: 'value',
    field,
    key,
    operator,
    prefix: unquoted(chunk.slice(head.length)),
    from: chunkStart + head.length,
    to,
  };
}

/** Where the word at the cursor starts, and the field in whose brackets it stands. */
function chunkBefore(text: string, cursor: number): { start: number; group: Group | null } {
  const groups: (Group | null)[] = [];
  let start = 0;
  let isQuoted = false;
  for (let position = 0; position < cursor; position++) {
    const character = text.charAt(position);
    if (character === '\\') position += 1;
    else if (character === '"') isQuoted = !isQuoted;
    if (isQuoted || !/[\s()]/.test(character)) continue;
    if (character === '(') groups.push(groupOpenedBy(text.slice(start, position)) ?? groups.at(-1) ?? null);
    if (character === ')') groups.pop();
    start = position + 1;
  }
  return { start, group: groups.at(-1) ?? null };
}

function groupOpenedBy(chunk: string): Group | null {
  const [, field, key = null] = opensGroup.exec(chunk) ?? [];
  return field === undefined ? null : { field, key };
}

function unquoted(text: string): string {
  return text.replace(/\\(.)/g, '$1').replaceAll('"', '');
}
