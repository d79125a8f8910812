import { parseJson } from '../../../shared/json/json-object.ts';
import { openString, type StringToken, takeStringCharacter, visibleText } from './partial-string.ts';
import { createPartialTree } from './partial-tree.ts';
import { createOpeningSkipper } from './skip-opening.ts';

export interface PartialJsonReader {
  /** Takes the next piece of text and answers the value so far; undefined while there is none. */
  push(text: string): unknown;
  /** The text is over: a number that nothing followed counts now. */
  end(): unknown;
  /** `broken`: what came is not JSON, or too deep; the value stays as it was before. */
  readonly state: 'open' | 'complete' | 'broken';
}

const bareEnds = new Set([' ', '\t', '\n', '\r', ',', ']', '}', ':', '"', '{', '[']);
const maxBareLength = 400;

/**
 * Reads JSON while it is being written. Everything still open is shown closed: texts as far as they have come, numbers
 * only when their end is known. It is always the same value, growing, so what is kept of it has to be copied.
 */
export function createPartialJsonReader(): PartialJsonReader {
  const tree = createPartialTree();
  const skipOpening = createOpeningSkipper();
  let string: StringToken | null = null;
  let bare: string | null = null;

  const takeString = (token: StringToken, character: string) => {
    const outcome = takeStringCharacter(token, character);
    if (outcome === 'open') return;
    string = null;
    if (outcome === 'broken') tree.fail();
    else tree.closeString(token.text);
  };
  const closeBare = (text: string) => {
    bare = null;
    const parsed = parseJson(text);
    if (parsed === null) tree.fail();
    else tree.put(parsed.value);
  };
  const start = (character: string) => {
    if (character === '"') string = tree.openString() ? openString() : null;
    else if (/[-0-9tfn]/.test(character)) bare = tree.expectsValue() ? character : null;
    else tree.takePunctuation(character);
  };
  const take = (character: string) => {
    if (string !== null) return takeString(string, character);
    if (bare !== null && !bareEnds.has(character)) {
      bare += character;
      if (bare.length > maxBareLength) tree.fail();
      return;
    }
    if (bare !== null) closeBare(bare);
    if (character !== ' ' && character !== '\n' && character !== '\t' && character !== '\r') start(character);
  };

  return {
    push(text) {
      const shown = skipOpening(text);
      for (let index = 0; index < shown.length && tree.state === 'open'; index++) take(shown.charAt(index));
      if (string !== null && tree.state === 'open') tree.showString(visibleText(string));
      return tree.value();
    },
    end() {
      if (bare !== null && tree.state === 'open') closeBare(bare);
      return tree.value();
    },
    get state() {
      return tree.state;
    },
  };
}
