import { beforeAll, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { createSeededRandom, type SeededRandom } from '../../../test/faults/seeded-random.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import { createDigestStage, type DigestStage } from '../../../test/support/digest-stage.ts';
import type { DigesterPorts } from './digest-hours.ts';

const minute = 60_000;
const steps = 45;
const tags = ['a', 'b', 'c', 'd'];

let documents: DynamoDBDocumentClient;
let tables: Record<'traces', string>;

beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  documents = createDocumentClient(environment);
  tables = await createTables(environment, ['traces']);
});

/** What people did, and what a search has to find of it. */
class World {
  readonly traces = new Map<string, Set<string>>();
  readonly stage: DigestStage;
  readonly random: SeededRandom;

  constructor(stage: DigestStage, random: SeededRandom) {
    this.stage = stage;
    this.random = random;
  }

  async store(): Promise<void> {
    const name = `trace ${this.traces.size}`;
    const tag = this.any(tags);
    await this.stage.store(name, { at: this.random.below(55) * minute, tags: [tag] });
    this.traces.set(name, new Set([tag]));
  }

  async changeTags(): Promise<void> {
    const [name, given] = this.any([...this.traces]);
    const tag = this.any(tags);
    const isGiven = given.has(tag);
    await this.stage.tag(name, isGiven ? { remove: [tag] } : { add: [tag] });
    if (isGiven) given.delete(tag);
    else given.add(tag);
  }

  async expectFound(after: string): Promise<void> {
    for (const tag of tags) {
      const { names } = await this.stage.find(`tag:${tag}`);
      const expected = [...this.traces].filter(([, given]) => given.has(tag)).map(([name]) => name);
      expect([after, tag, names.sort()]).toEqual([after, tag, expected.sort()]);
    }
  }

  any<T>(of: readonly T[]): T {
    return of[this.random.below(of.length)] as T;
  }
}

/** A job that gets so far and no further. */
function dyingAt(step: 'replace' | 'forgetNotes' | 'changeHead', { ports }: DigestStage): Partial<DigesterPorts> {
  return { digests: { ...ports.digests, [step]: () => Promise.reject(new Error('out of time')) } };
}

const events: Record<string, (world: World) => Promise<unknown>> = {
  'a trace': (world) => world.store(),
  'a change of tags': (world) => world.changeTags(),
  'a run': ({ stage }) => stage.digest(),
  'a run after a while': ({ stage }) => {
    stage.advance(21 * minute);
    return stage.digest();
  },
  'two runs and a change': (world) => {
    world.stage.advance(21 * minute);
    return Promise.all([world.stage.digest(), world.changeTags(), world.stage.digest()]);
  },
  'a run, a trace and a change': (world) => {
    world.stage.advance(21 * minute);
    return Promise.all([world.store(), world.stage.digest(), world.changeTags()]);
  },
  'a run that dies before slices count, or no longer count': ({ stage }) => {
    stage.advance(21 * minute);
    return stage.digest(dyingAt('changeHead', stage));
  },
  'a run that dies before it wrote': ({ stage }) => {
    stage.advance(21 * minute);
    return stage.digest(dyingAt('replace', stage));
  },
  'a run that dies after it wrote': ({ stage }) => {
    stage.advance(21 * minute);
    return stage.digest(dyingAt('forgetNotes', stage));
  },
};

test.each([
  ['digested hour', 1, 180],
  ['digested hour', 2, 180],
  ['digested hour', 3, 180],
  ['hour that is not over', 4, 40],
  ['hour that is not over', 5, 40],
  ['hour that is about to be digested', 6, 130],
])('a search finds what is there, whatever happens to a %s (%i)', async (_, seed, minutes) => {
  const random = createSeededRandom(seed);
  const stage = createDigestStage({ documents, traces: tables.traces });
  const world = new World(stage, random);
  for (let index = 0; index < 4; index++) await world.store();
  stage.advance(minutes * minute);
  await stage.digest();

  for (let step = 0; step < steps; step++) {
    const event = world.any(Object.keys(events));
    await events[event]?.(world);
    await world.expectFound(`${step}: ${event}`);
  }
  stage.advance(180 * minute);
  await stage.digest();
  await stage.digest();
  expect(await stage.items()).toMatchObject({ noteCount: 0, isDigested: true, sliceCount: 0 });
  await world.expectFound('the end');
});
