import type { Attributes } from '../../otlp/otlp-request.ts';
import { namesOf } from '../names-of.ts';

type Tree = { [name: string]: Tree | unknown };

/**
 * A list that was spread over attributes, `prefix.0.role`, `prefix.0.content`, …: put together again in order of its
 * indices, whatever gaps they have. Null if there is none.
 */
export function unflatten(attributes: Attributes, prefix: string): unknown[] | null {
  const start = `${prefix}.`;
  const tree: Tree = Object.create(null) as Tree;
  for (const name of namesOf(attributes)) {
    if (name.startsWith(start)) insert(tree, name.slice(start.length).split('.'), attributes[name]);
  }
  const list = toLists(tree);
  return Array.isArray(list) ? list : null;
}

function insert(tree: Tree, path: readonly string[], value: unknown): void {
  let node = tree;
  for (const step of path.slice(0, -1)) {
    const next = node[step];
    if (isTree(next)) node = next;
    else node = node[step] = Object.create(null) as Tree;
  }
  const last = path.at(-1) ?? '';
  if (!isTree(node[last])) node[last] = value;
}

/** Members that are all numbered are a list. */
function toLists(value: unknown): unknown {
  if (!isTree(value)) return value;
  const entries = Object.entries(value).map(([name, member]) => [name, toLists(member)] as const);
  if (entries.length === 0 || !entries.every(([name]) => /^\d{1,9}$/.test(name)))
    return { ...Object.fromEntries(entries) };
  return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, member]) => member);
}

/** Values of attributes have a prototype; what is made here has none. */
function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;
}

/** The attributes below a prefix whose rest of the name fits. */
export function namesBelow(prefix: string, attributes: Attributes, rest: RegExp): string[] {
  const start = `${prefix}.`;
  return namesOf(attributes).filter((name) => name.startsWith(start) && rest.test(name.slice(start.length)));
}
