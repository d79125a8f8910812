import type { JsonObject } from '../../../shared/json/json-object.ts';

type Expectation = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'nothing';

interface Frame {
  /** Null for the document itself. */
  container: unknown[] | JsonObject | null;
  key: string;
  expects: Expectation;
  /** An array's open string has a place already. */
  isShown: boolean;
}

export interface PartialTree {
  readonly state: 'open' | 'complete' | 'broken';
  value(): unknown;
  expectsValue(): boolean;
  put(value: unknown): void;
  /** False, and broken, where no string can stand. */
  openString(): boolean;
  showString(text: string): void;
  closeString(text: string): void;
  takePunctuation(character: string): void;
  fail(): void;
}

const maxDepth = 100;

/** The value that is being built, and where in it the next piece belongs. */
export function createPartialTree(): PartialTree {
  let root: unknown;
  let isBroken = false;
  const stack: Frame[] = [{ container: null, key: '', expects: 'value', isShown: false }];
  const top = () => stack[stack.length - 1] as Frame;
  const fail = () => {
    isBroken = true;
  };
  const isValueNext = () => top().expects === 'value' || top().expects === 'valueOrEnd';
  const isKeyNext = () => top().expects === 'key' || top().expects === 'keyOrEnd';

  const show = (value: unknown) => {
    const frame = top();
    if (frame.container === null) root = value;
    else if (!Array.isArray(frame.container)) define(frame.container, frame.key, value);
    else if (frame.isShown) frame.container[frame.container.length - 1] = value;
    else frame.container.push(value);
    frame.isShown = true;
  };
  const put = (value: unknown) => {
    if (!isValueNext()) return fail();
    show(value);
    top().isShown = false;
    top().expects = top().container === null ? 'nothing' : 'commaOrEnd';
  };
  const open = (container: unknown[] | JsonObject) => {
    if (stack.length > maxDepth) return fail();
    put(container);
    stack.push({ container, key: '', expects: Array.isArray(container) ? 'valueOrEnd' : 'keyOrEnd', isShown: false });
  };
  const close = (isArray: boolean, emptyExpectation: Expectation) => {
    const { container, expects } = top();
    const isRight = container !== null && Array.isArray(container) === isArray;
    if (!isRight || (expects !== 'commaOrEnd' && expects !== emptyExpectation)) return fail();
    stack.pop();
  };
  const separate = () => {
    const frame = top();
    if (frame.expects !== 'commaOrEnd') return fail();
    frame.expects = Array.isArray(frame.container) ? 'value' : 'key';
  };
  const punctuation: Readonly<Record<string, () => void>> = {
    '{': () => open({}),
    '[': () => open([]),
    '}': () => close(false, 'keyOrEnd'),
    ']': () => close(true, 'valueOrEnd'),
    ',': separate,
    ':': () => {
      if (top().expects === 'colon') top().expects = 'value';
      else fail();
    },
  };

  return {
    get state() {
      if (isBroken) return 'broken';
      return top().expects === 'nothing' ? 'complete' : 'open';
    },
    value: () => root,
    expectsValue() {
      if (!isValueNext()) fail();
      return !isBroken;
    },
    put,
    openString() {
      if (!isValueNext() && !isKeyNext()) fail();
      return !isBroken;
    },
    showString(text) {
      if (isValueNext()) show(text);
    },
    closeString(text) {
      if (!isKeyNext()) return put(text);
      top().key = text;
      top().expects = 'colon';
    },
    takePunctuation(character) {
      (punctuation[character] ?? fail)();
    },
    fail,
  };
}

/** An assignment to `__proto__` would change what the object is. */
function define(object: JsonObject, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
