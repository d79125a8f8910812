import { describe, expect, test } from 'vitest';
import { type RouteConfigInput, routeConfigSchema, routeNameSchema } from '../contract/route-config.ts';
import { findConfigWarnings } from './find-config-warnings.ts';
import { buildModel } from './testing/build-routing.ts';

const sound: RouteConfigInput = {
  targets: [
    { id: 'a', model: 'test/a' },
    { id: 'b', model: 'test/b' },
  ],
  rules: [{ name: 'always', use: { kind: 'fallback', targets: ['a', 'b'] } }],
};
const always = { name: 'always', use: { kind: 'fallback' as const, targets: ['a'] } };
const when = (condition: unknown) => ({ rules: [{ ...always, name: 'if', when: condition }, always] });
const use = (strategy: unknown) => ({ rules: [{ name: 'always', use: strategy }] });

function problemsOf(part: Record<string, unknown>): string[] {
  const parsed = routeConfigSchema.safeParse({ ...sound, ...part });
  return (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('a sound configuration is complete after parsing', () => {
  expect(routeConfigSchema.parse(sound)).toMatchObject({
    retries: { maxAttempts: 3, baseDelayMs: 200, maxDelayMs: 5_000 },
    context: { policy: 'refuse' },
    cache: null,
    structuredOutput: { repair: true },
  });
});

describe('each problem names its field and what would be right', () => {
  const weightless = [{ id: 'a', model: 'test/a', weight: 0 }];
  const arms = [
    { name: 'x', share: 0, targets: ['a'] },
    { name: 'x', share: 0, targets: ['c'] },
  ];
  const streamed = { kind: 'streamed', is: true };

  test.each<[Record<string, unknown>, string[]]>([
    [
      use({ kind: 'fallback', targets: ['c'] }),
      ['rules.0.use.targets.0: there is no target "c"; this route has "a", "b"'],
    ],
    [use({ kind: 'fallback', targets: ['a', 'a'] }), ['rules.0.use.targets.1: "a" is here twice; name each once']],
    [
      { targets: [...weightless, ...weightless, { id: 'b', model: 'x/y' }] },
      ['targets.1.id: "a" is here twice; name each once'],
    ],
    [
      {
        targets: [
          { id: 'a', model: 'no-slash' },
          { id: 'b', model: 'test/b' },
        ],
      },
      ['targets.0.model: write a model as `provider/model`, for example "openai/gpt-5-mini"'],
    ],
    [
      { targets: weightless, ...use({ kind: 'weighted', targets: ['a'] }) },
      ['rules.0.use.targets: all of these targets have weight 0; give at least one of them more'],
    ],
    [
      use({ kind: 'experiment', unit: 'user', salt: 's', arms }),
      [
        'rules.0.use.arms.1.name: "x" is here twice; name each once',
        'rules.0.use.arms.1.targets.0: there is no target "c"; this route has "a", "b"',
        'rules.0.use.arms: the shares add up to 0; give at least one arm more',
      ],
    ],
    [
      { rules: [always, { ...always, name: 'late' }] },
      ['rules.1: no call comes this far: rule "always" before it holds always; move or remove one'],
    ],
    [
      { rules: [{ ...always, name: 'x', when: streamed }, { ...always, name: 'y', when: streamed }, always] },
      ['rules.1: no call comes this far: rule "x" before it has the same condition; move or remove one'],
    ],
    [
      { rules: [{ ...always, when: streamed }] },
      ['rules.0.when: the last rule takes what is left: leave out its condition, or add a rule without one'],
    ],
    [when({ kind: 'inputTokens' }), ['rules.0.when: give `atLeast`, `below` or both']],
    [
      when({ kind: 'inputTokens', atLeast: 5, below: 5 }),
      ['rules.0.when.below: no number is at least 5 and below 5; make it larger'],
    ],
    [when({ kind: 'time' }), ['rules.0.when: give `weekdays`, `from`, `until` or several of them']],
    [
      when({ kind: 'time', from: '08:00', until: '08:00' }),
      ['rules.0.when.until: the same as `from`; leave both out for the whole day'],
    ],
    [
      when({ kind: 'not', condition: { kind: 'time', zone: 'Mars', from: '08:00' } }),
      ['rules.0.when.condition.zone: write an IANA time zone, such as "UTC" or "Europe/Vienna"'],
    ],
    [
      when({ kind: 'all', conditions: [{ kind: 'user', operator: 'equals' }] }),
      ['rules.0.when.conditions.0.values: `equals` needs at least one value'],
    ],
    [
      when({ kind: 'not', condition: { kind: 'key', operator: 'exists', values: ['x'] } }),
      ['rules.0.when.condition.values: `exists` takes no values; leave them out'],
    ],
    [
      { timeouts: { totalMs: 500, firstTokenMs: 600 } },
      ['timeouts.firstTokenMs: longer than `totalMs`, 500 ms; make it that or less'],
    ],
    [
      { retries: { baseDelayMs: 10, maxDelayMs: 5 } },
      ['retries.baseDelayMs: the first wait is longer than the longest, 5 ms; make it that or less'],
    ],
  ])('%j', (part, expected) => {
    expect(problemsOf(part)).toEqual(expected);
  });

  test('conditions nest three groups deep, no deeper', () => {
    const nest = (depth: number): unknown => (depth === 0 ? streamed : { kind: 'not', condition: nest(depth - 1) });
    expect(problemsOf(when(nest(3)))).toEqual([]);
    expect(problemsOf(when(nest(4))).join()).toContain('rules.0.when.condition.condition.condition.kind');
  });

  test('reserved names are no names', () => {
    expect(['support', 'auto', 'validate', 'a/b'].map((name) => routeNameSchema.safeParse(name).success)).toEqual([
      true,
      ...[false, false, false],
    ]);
  });
});

test('warnings say what the project makes pointless', () => {
  const config = routeConfigSchema.parse({
    targets: ['a', 'gone', 'off', 'unpriced'].map((id) => ({ id, model: `test/${id}` })),
    rules: [{ name: 'always', use: { kind: 'lowest-cost', targets: ['a', 'gone', 'unpriced'] } }],
    context: { policy: 'summarise', model: 'test/gone' },
  });
  const findModel = (id: string) =>
    id === 'test/gone'
      ? null
      : buildModel(id, { isAvailable: id !== 'test/off', ...(id === 'test/unpriced' ? { price: null } : {}) });

  const warnings = findConfigWarnings(config, findModel).map(({ path, message }) => `${path.join('.')}: ${message}`);

  expect(warnings).toEqual([
    'targets.1.model: the project knows no model "test/gone"; calls pass it over until a provider serves it',
    'targets.2.model: calls pass it over until the provider "test" is connected',
    'targets.2: no rule names "off"; no call goes there',
    'rules.0.use.targets: no price is known of "unpriced"; they come last',
    'context.model: the project knows no model "test/gone"; calls pass it over until a provider serves it',
  ]);
  const experiment = routeConfigSchema.parse({
    ...sound,
    rules: [
      {
        name: 'always',
        use: {
          ...{ kind: 'experiment', unit: 'user', salt: 's' },
          arms: ['a', 'b'].map((id) => ({ name: id, share: 1, targets: [id] })),
        },
      },
    ],
  });
  expect(findConfigWarnings(experiment, findModel)).toEqual([]);
});
