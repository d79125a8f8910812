import { type Accept, inTurn, refused, when } from './accept.ts';
import { acceptObject, type Shape, type UnknownKeys } from './accept-object.ts';
import { make, type Recipe } from './recipe.ts';
import { sizeOf } from './sizes.ts';

/** What other schemas ask of one. */
export interface Traits {
  /** What a field of this schema may do that is not there: nothing, be left out, or be given a value. */
  absent: 'refused' | 'left-out' | 'filled-in';
  /** Whether a field may be missing in the result, too. */
  isOptionalInResult: boolean;
  /** Of a text or an array `min` and `max` bound the size. */
  isSized: boolean;
  /** All that it takes, where these are single values. */
  values: readonly unknown[] | null;
  /** Of an object. */
  object: { shape: Shape; unknownKeys: UnknownKeys } | null;
}

const plain: Traits = { absent: 'refused', isOptionalInResult: false, isSized: false, values: null, object: null };

type WholeSchema = { parse(value: unknown): unknown; safeParse(value: unknown, params?: unknown): unknown };
type Refinement = (value: never) => unknown;
type Issues = { addIssue(issue: unknown): void; issues: { push(issue: unknown): void }; value: unknown };

/**
 * A schema of zod as far as what it takes. What it does not take, it leaves to zod itself, which is loaded then and has the last word,
 * so that verdicts and messages are zod's.
 */
export class LightSchema {
  readonly accept: Accept;
  readonly traits: Traits;
  private readonly recipe: Recipe;
  private made: WholeSchema | undefined;

  constructor(recipe: Recipe, accept: Accept, traits: Partial<Traits> = {}) {
    this.recipe = recipe;
    this.accept = accept;
    this.traits = { ...plain, ...traits };
  }

  /** The same schema, made with zod itself. */
  whole(): WholeSchema {
    this.made ??= make(this.recipe) as WholeSchema;
    return this.made;
  }

  parse(value: unknown): unknown {
    const accepted = this.accept(value);
    return accepted === refused ? this.whole().parse(value) : accepted;
  }

  safeParse(value: unknown, params?: unknown): unknown {
    const accepted = this.accept(value);
    return accepted === refused ? this.whole().safeParse(value, params) : { success: true, data: accepted };
  }

  meta(...args: unknown[]): LightSchema {
    return this.derive('meta', args, this.accept, this.traits);
  }

  min(least: number, ...more: unknown[]): LightSchema {
    return this.check(
      'min',
      [least, ...more],
      this.bound((size) => size >= least),
    );
  }

  max(most: number, ...more: unknown[]): LightSchema {
    return this.check(
      'max',
      [most, ...more],
      this.bound((size) => size <= most),
    );
  }

  gt(limit: number, ...more: unknown[]): LightSchema {
    return this.check(
      'gt',
      [limit, ...more],
      when((value: number) => value > limit),
    );
  }

  positive(...args: unknown[]): LightSchema {
    return this.check(
      'positive',
      args,
      when((value: number) => value > 0),
    );
  }

  nonnegative(...args: unknown[]): LightSchema {
    return this.check(
      'nonnegative',
      args,
      when((value: number) => value >= 0),
    );
  }

  int(...args: unknown[]): LightSchema {
    return this.check('int', args, when(Number.isSafeInteger));
  }

  regex(pattern: RegExp, ...more: unknown[]): LightSchema {
    return this.check(
      'regex',
      [pattern, ...more],
      when((value: string) => pattern.test(value)),
    );
  }

  trim(): LightSchema {
    return this.check('trim', [], (value) => (value as string).trim());
  }

  toLowerCase(): LightSchema {
    return this.check('toLowerCase', [], (value) => (value as string).toLowerCase());
  }

  refine(isRight: Refinement, ...more: unknown[]): LightSchema {
    return this.check('refine', [isRight, ...more], when(isRight));
  }

  superRefine(findIssues: (value: never, issues: Issues) => void): LightSchema {
    return this.check('superRefine', [findIssues], (value) => {
      let isRight = true;
      const addIssue = () => {
        isRight = false;
      };
      findIssues(value as never, { addIssue, issues: { push: addIssue }, value });
      return isRight ? value : refused;
    });
  }

  transform(toOther: (value: never, issues: Issues) => unknown): LightSchema {
    const { absent } = this.traits;
    return this.derive('transform', [toOther], inTurn(this.accept, transformed(toOther)), { absent });
  }

  pipe(next: LightSchema): LightSchema {
    const { absent } = this.traits;
    const { isOptionalInResult } = next.traits;
    return this.derive('pipe', [next], inTurn(this.accept, next.accept), { absent, isOptionalInResult });
  }

  optional(): LightSchema {
    const isFilledIn = this.traits.absent === 'filled-in';
    const accept: Accept = (value) => {
      if (value !== undefined) return this.accept(value);
      if (!isFilledIn) return value;
      const filledIn = this.accept(value);
      return filledIn === refused ? undefined : filledIn;
    };
    const absent = isFilledIn ? 'filled-in' : 'left-out';
    return this.derive('optional', [], accept, {
      absent,
      isOptionalInResult: true,
      values: withValue(this, undefined),
    });
  }

  nullable(): LightSchema {
    const { absent, isOptionalInResult } = this.traits;
    const traits = { absent, isOptionalInResult, values: withValue(this, null) };
    return this.derive('nullable', [], (value) => (value === null ? value : this.accept(value)), traits);
  }

  nullish(): LightSchema {
    return this.nullable().optional();
  }

  default(value: unknown): LightSchema {
    const accept: Accept = (given) => (given === undefined ? copyOf(value) : filled(this.accept(given), value));
    return this.derive('default', [value], accept, { absent: 'filled-in', values: this.traits.values });
  }

  prefault(value: unknown): LightSchema {
    const accept: Accept = (given) => this.accept(given === undefined ? copyOf(value) : given);
    return this.derive('prefault', [value], accept, { absent: 'filled-in', values: this.traits.values });
  }

  catch(value: unknown): LightSchema {
    const { absent, isOptionalInResult, values } = this.traits;
    const accept: Accept = (given) => {
      const accepted = this.accept(given);
      return accepted === refused ? value : accepted;
    };
    const traits = { absent: absent === 'filled-in' ? absent : ('left-out' as const), isOptionalInResult, values };
    return this.derive('catch', [value], accept, traits);
  }

  get shape(): Shape {
    return this.object().shape;
  }

  extend(fields: Shape): LightSchema {
    return this.reshape('extend', [fields], { ...this.shape, ...fields });
  }

  partial(): LightSchema {
    const optional = Object.entries(this.shape).map(([key, field]) => [key, field.optional()]);
    return this.reshape('partial', [], Object.fromEntries(optional) as Shape);
  }

  pick(mask: Readonly<Record<string, true>>): LightSchema {
    return this.reshape(
      'pick',
      [mask],
      only(this.shape, (key) => key in mask),
    );
  }

  omit(mask: Readonly<Record<string, true>>): LightSchema {
    return this.reshape(
      'omit',
      [mask],
      only(this.shape, (key) => !(key in mask)),
    );
  }

  strict(): LightSchema {
    return this.reshape('strict', [], this.shape, 'refused');
  }

  private object(): NonNullable<Traits['object']> {
    if (this.traits.object === null) throw new Error('This schema is of no object.');
    return this.traits.object;
  }

  private reshape(name: string, args: unknown[], shape: Shape, unknownKeys = this.object().unknownKeys): LightSchema {
    return this.derive(name, args, acceptObject(shape, unknownKeys), { object: { shape, unknownKeys } });
  }

  private bound(isWithin: (size: number) => boolean): Accept {
    if (!this.traits.isSized) return when(isWithin);
    return when((value: string | readonly unknown[]) => isWithin(sizeOf(value)));
  }

  private check(name: string, args: readonly unknown[], accept: Accept): LightSchema {
    return this.derive(name, args, inTurn(this.accept, accept), this.traits);
  }

  private derive(name: string, args: readonly unknown[], accept: Accept, traits: Partial<Traits>): LightSchema {
    return new LightSchema({ of: this, name, args }, accept, traits);
  }
}

/** What a transformation answers; refused if it finds an issue. */
export function transformed(toOther: (value: never, issues: Issues) => unknown): Accept {
  return (value) => {
    let isRight = true;
    const addIssue = () => {
      isRight = false;
    };
    const other = toOther(value as never, { addIssue, issues: { push: addIssue }, value });
    return isRight ? other : refused;
  };
}

function filled(accepted: unknown, value: unknown): unknown {
  return accepted === undefined ? value : accepted;
}

/** A default is nobody's to change. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...value];
  return typeof value === 'object' && value !== null ? { ...value } : value;
}

function withValue({ traits: { values } }: LightSchema, value: unknown): readonly unknown[] | null {
  return values && [...values, value];
}

function only(shape: Shape, isWanted: (key: string) => boolean): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([key]) => isWanted(key)));
}
