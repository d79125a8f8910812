/** An escape in a text of JSON: the half of a character, or another one. */
const escapeSequence = /\\(u[dD][89a-fA-F][0-9a-fA-F]{2}|.)/g;

/**
 * JSON, as `JSON.stringify` writes it, without halves of characters: each becomes U+FFFD, in names as in values. Senders cut texts in
 * the middle of an emoji; no table takes the halves, so that a span with one would be accepted and never stored.
 */
export function toWellFormedJson(text: string): string {
  // Whole characters are not written as escapes. Searching for what nearly never is there costs next to nothing.
  if (!text.includes('\\ud')) return text;
  return text.replace(escapeSequence, (written, escaped: string) => (escaped.length > 1 ? '\\ufffd' : written));
}
