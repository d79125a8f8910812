/** A string whose closing quote has not come yet. */
export interface StringToken {
  text: string;
  /** The escape that is being read: `\`, `\u00`. */
  escape: string;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);
const unicodeEscapeLength = '\\u0000'.length;

export function openString(): StringToken {
  return { text: '', escape: '' };
}

export function takeStringCharacter(token: StringToken, character: string): 'open' | 'closed' | 'broken' {
  if (token.escape !== '') return takeEscape(token, character);
  if (character === '"') return 'closed';
  if (character === '\\') token.escape = character;
  // Strictly, control characters are not allowed; models write them, and then the check at the end says so.
  else token.text += character;
  return 'open';
}

function takeEscape(token: StringToken, character: string): 'open' | 'broken' {
  if (token.escape === '\\' && character !== 'u') {
    const meant = escapes.get(character);
    if (meant === undefined) return 'broken';
    token.text += meant;
    token.escape = '';
    return 'open';
  }
  if (token.escape !== '\\' && !/[0-9a-f]/i.test(character)) return 'broken';
  token.escape += character;
  if (token.escape.length === unicodeEscapeLength) {
    token.text += String.fromCharCode(Number.parseInt(token.escape.slice(2), 16));
    token.escape = '';
  }
  return 'open';
}

/** What may be shown: not the first half of a character whose second half is still to come. */
export function visibleText({ text }: StringToken): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}
