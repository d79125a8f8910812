import { type Accept, isObject, refused, when } from './accept.ts';
import { acceptObject, type Shape, type UnknownKeys } from './accept-object.ts';
import { datePattern, datetimePattern, uuidPattern } from './formats.ts';
import { LightSchema, type Traits, transformed } from './light-schema.ts';

type Args = readonly unknown[];

const isString = (value: unknown) => typeof value === 'string';
const isNumber = Number.isFinite;

export const string = (...args: Args) => root('string', args, when(isString), { isSized: true });
export const uuid = (...args: Args) => pattern('uuid', args, uuidPattern);
export const iso = {
  date: (...args: Args) => pattern('iso.date', args, datePattern),
  datetime: (...args: Args) => pattern('iso.datetime', args, datetimePattern),
};
export const url = (...args: Args) =>
  root('url', args, acceptUrl(args[0] as UrlOptions | undefined), { isSized: true });
export const number = (...args: Args) => root('number', args, when(isNumber));
export const int = (...args: Args) => root('int', args, when(Number.isSafeInteger));
export const coerce = { number: (...args: Args) => root('coerce.number', args, coerceNumber) };
export const boolean = (...args: Args) =>
  root(
    'boolean',
    args,
    when((value) => typeof value === 'boolean'),
  );
export const custom = (isTaken: (value: never) => unknown, ...more: Args) =>
  root('custom', [isTaken, ...more], when(isTaken));
export const unknown = () => root('unknown', [], (value) => value);

export function literal(value: unknown, ...more: Args): LightSchema {
  return oneOf('literal', [value, ...more], Array.isArray(value) ? value : [value]);
}

function enumeration(values: readonly unknown[], ...more: Args): LightSchema {
  return oneOf('enum', [values, ...more], values);
}

// Both words are JavaScript's own.
export { enumeration as enum, undefinedSchema as undefined };

const undefinedSchema = (...args: Args) =>
  root(
    'undefined',
    args,
    when((value) => value === undefined),
    { values: [undefined] },
  );

export const object = (shape: Shape, ...more: Args) => ofShape('object', [shape, ...more], shape, 'dropped');
export const looseObject = (shape: Shape, ...more: Args) => ofShape('looseObject', [shape, ...more], shape, 'kept');
export const strictObject = (shape: Shape, ...more: Args) =>
  ofShape('strictObject', [shape, ...more], shape, 'refused');

export function array(item: LightSchema, ...more: Args): LightSchema {
  const accept: Accept = (value) => {
    if (!Array.isArray(value)) return refused;
    const result = new Array<unknown>(value.length);
    for (let index = 0; index < value.length; index++) {
      result[index] = item.accept(value[index]);
      if (result[index] === refused) return refused;
    }
    return result;
  };
  return root('array', [item, ...more], accept, { isSized: true });
}

/** By an enumeration it would have to hold every key of it, which nothing here asks for. */
export function record(key: LightSchema, value: LightSchema, ...more: Args): LightSchema {
  return root('record', [key, value, ...more], key.traits.values === null ? acceptRecord(key, value) : () => refused);
}

export function partialRecord(key: LightSchema, value: LightSchema, ...more: Args): LightSchema {
  return root('partialRecord', [key, value, ...more], acceptRecord(key, value));
}

export function union(options: readonly LightSchema[], ...more: Args): LightSchema {
  const accept: Accept = (value) => {
    for (const option of options) {
      const accepted = option.accept(value);
      if (accepted !== refused) return accepted;
    }
    return refused;
  };
  const absents = options.map(({ traits }) => traits.absent);
  const absent = absents.find((each) => each === 'filled-in') ?? absents.find((each) => each === 'left-out');
  return root('union', [options, ...more], accept, {
    ...(absent === undefined ? {} : { absent }),
    isOptionalInResult: options.some(({ traits }) => traits.isOptionalInResult),
  });
}

export function discriminatedUnion(key: string, options: readonly LightSchema[], ...more: Args): LightSchema {
  const byValue = new Map(
    options.flatMap((option) =>
      (option.traits.object?.shape[key]?.traits.values ?? []).map((value) => [value, option]),
    ),
  );
  const accept: Accept = (value) => (isObject(value) ? (byValue.get(value[key])?.accept(value) ?? refused) : refused);
  return root('discriminatedUnion', [key, options, ...more], accept);
}

export function preprocess(toOther: (value: never) => unknown, next: LightSchema): LightSchema {
  const prepare = transformed(toOther);
  const { isOptionalInResult } = next.traits;
  return root('preprocess', [toOther, next], (value) => next.accept(prepare(value)), {
    absent: 'left-out',
    isOptionalInResult,
  });
}

/** As a field it may not be missing, whatever the schema says. */
export function nonoptional(inner: LightSchema): LightSchema {
  const accept: Accept = (value) => {
    const accepted = inner.accept(value);
    return accepted === undefined ? refused : accepted;
  };
  return root('nonoptional', [inner], accept);
}

function root(name: string, args: Args, accept: Accept, traits: Partial<Traits> = {}): LightSchema {
  return new LightSchema({ of: null, name, args }, accept, traits);
}

function pattern(name: string, args: Args, language: RegExp): LightSchema {
  // With options it would be another language.
  const accept: Accept = args.length > 0 ? () => refused : when((value) => isString(value) && language.test(value));
  return root(name, args, accept, { isSized: true });
}

function oneOf(name: string, args: Args, values: readonly unknown[]): LightSchema {
  const known = new Set(values);
  return root(
    name,
    args,
    when((value) => known.has(value)),
    { values },
  );
}

function ofShape(name: string, args: Args, shape: Shape, unknownKeys: UnknownKeys): LightSchema {
  return root(name, args, acceptObject(shape, unknownKeys), { object: { shape, unknownKeys } });
}

function acceptRecord(key: LightSchema, value: LightSchema): Accept {
  return (given) => {
    if (!isObject(given) || !isPlain(given)) return refused;
    const result: Record<string, unknown> = {};
    for (const name of Object.keys(given)) {
      if (name === '__proto__') continue;
      const [acceptedName, accepted] = [key.accept(name), value.accept(given[name])];
      if (accepted === refused || typeof acceptedName !== 'string' || acceptedName === '__proto__') return refused;
      result[acceptedName] = accepted;
    }
    return result;
  };
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return !Object.hasOwn(value, 'constructor') && Object.getOwnPropertySymbols(value).length === 0;
}

interface UrlOptions {
  protocol?: RegExp;
}

/** Takes none where there are options that are not known here. */
function acceptUrl({ protocol, ...others }: UrlOptions = {}): Accept {
  if (Object.keys(others).length > 0) return () => refused;
  return (value) => {
    if (typeof value !== 'string') return refused;
    const trimmed = value.trim();
    const found = URL.parse(trimmed);
    if (found === null) return refused;
    if (protocol && !(protocol.test(found.protocol.slice(0, -1)) && /^\w+:\/\//.test(trimmed))) return refused;
    return trimmed.replace(/[\t\n\r]/g, '');
  };
}

const coerceNumber: Accept = (value) => {
  if (typeof value === 'symbol') return refused;
  const number = Number(value);
  return isNumber(number) ? number : refused;
};
