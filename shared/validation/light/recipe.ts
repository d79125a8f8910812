import type { LightSchema } from './light-schema.ts';
import { wholeZod } from './whole-zod.ts';

/** How the schema is made with zod itself: the function that was called, of zod or of another schema, and with what. */
export interface Recipe {
  of: LightSchema | null;
  /** Such as `string` or `iso.datetime`. */
  name: string;
  args: readonly unknown[];
}

type Maker = Record<string, (...args: unknown[]) => unknown>;

/** Makes the schema with zod itself, and those that it consists of. */
export function make({ of, name, args }: Recipe): unknown {
  const path = name.split('.');
  const method = path.pop() ?? name;
  const maker = path.reduce((at: unknown, part) => (at as Record<string, unknown>)[part], of?.whole() ?? wholeZod());
  return (maker as Maker)[method]?.(...args.map(wholeOf));
}

/** An argument, with zod's own schemas in the place of ours. */
function wholeOf(arg: unknown): unknown {
  if (isLight(arg)) return arg.whole();
  if (Array.isArray(arg)) return arg.map(wholeOf);
  if (typeof arg !== 'object' || arg === null || Object.getPrototypeOf(arg) !== Object.prototype) return arg;
  return Object.fromEntries(Object.entries(arg).map(([key, value]) => [key, wholeOf(value)]));
}

function isLight(value: unknown): value is LightSchema {
  return typeof value === 'object' && value !== null && 'whole' in value && typeof value.whole === 'function';
}
