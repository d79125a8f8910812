import fc from 'fast-check';
import { beforeAll, expect, inject, test } from 'vitest';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { createRecentTexts } from '../../../shared/storage/recent-texts.ts';
import { hexOf } from '../../../test/support/build-span.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import {
  createDigestStage,
  type DigestStage,
  deleteTrace,
  digested,
  filterOf,
} from '../../../test/support/digest-stage.ts';
import { indexRecentProject } from './index-recent-project.ts';

const second = 1000;
const minute = 60 * second;
const words = ['refund', 'giraffe', 'trieste', 'api', 'Ölpreis', '退款'] as const;
const traceCount = 5;

let tables: Record<'core' | 'traces', string>;
let documents: DynamoDBDocumentClient;

beforeAll(async () => {
  const environment = { AWS_ENDPOINT_URL: inject('emulatorUrl') };
  documents = createDocumentClient(environment);
  tables = await createTables(environment, ['core', 'traces']);
});

type Step =
  | { kind: 'say' | 'tag'; trace: number; word: number }
  | { kind: 'delete'; trace: number }
  | { kind: 'run'; minutes: number; during: { trace: number; word: number } | null };

const trace = fc.integer({ min: 0, max: traceCount - 1 });
const word = fc.integer({ min: 0, max: words.length - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constantFrom('say' as const, 'tag' as const), trace, word }), weight: 5 },
  { arbitrary: fc.record({ kind: fc.constant('delete' as const), trace }), weight: 1 },
  {
    arbitrary: fc.record({
      kind: fc.constant('run' as const),
      minutes: fc.constantFrom(0, 1, 6, 40),
      during: fc.option(fc.record({ trace, word })),
    }),
    weight: 4,
  },
);

/** What was said in which trace, beside what a search finds. */
class Model {
  readonly stage: DigestStage = createDigestStage({ documents, traces: tables.traces });
  private readonly said = new Map<number, Set<string>>();
  private readonly deleted = new Set<number>();
  private spans = 0;

  async say(place: number, text: string): Promise<void> {
    this.spans += 1;
    const span = { spanId: hexOf(`${this.spans}`, 16), at: place * 10 * second + this.spans };
    await this.stage.store(`trace ${place}`, { attributes: { note: `So ${text}.` }, ...span });
    this.note(place, text);
  }

  async tag(place: number, text: string): Promise<void> {
    if (!this.said.has(place) || this.deleted.has(place)) return;
    await this.stage.tag(`trace ${place}`, { add: [text] });
    this.note(place, text);
  }

  async delete(place: number): Promise<void> {
    if (!this.said.has(place) || this.deleted.has(place)) return;
    await deleteTrace(`trace ${place}`, this.stage, { ...tables, documents });
    this.deleted.add(place);
    this.said.delete(place);
  }

  private note(place: number, text: string): void {
    if (!this.deleted.has(place)) this.said.set(place, (this.said.get(place) ?? new Set()).add(text));
  }

  /** Somebody may write after the job read the rows, and before it tells of what it read. */
  async run(minutes: number, during: { trace: number; word: number } | null): Promise<void> {
    const { stage } = this;
    stage.advance(minutes * minute);
    const { digests } = stage.textPorts;
    const say = async () => {
      if (during !== null) await this.say(during.trace, words[during.word] ?? '');
    };
    const traces: typeof digests.traces = async function* (...of) {
      for await (const each of digests.traces(...of)) {
        yield each;
        await say();
      }
    };
    const recent = createRecentTexts({ documents, tableName: tables.traces });
    const ports = { ...stage.textPorts, digests: { traces }, recent, minTraces: 1 };
    await indexRecentProject(stage.projectId, ports, Number.POSITIVE_INFINITY);
  }

  async check(): Promise<void> {
    for (const text of words) {
      const holding = [...this.said].filter(([, said]) => said.has(text)).map(([place]) => `trace ${place}`);
      expect((await this.stage.find(text)).names.toSorted(), text).toEqual(holding.toSorted());
      expect((await this.pages(text)).toSorted(), `${text}, page by page`).toEqual(holding.toSorted());
    }
  }

  private async pages(text: string): Promise<string[]> {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const range = { projectId: this.stage.projectId, from: digested, to: digested + 60 * minute };
      const page = await this.stage.traces.list({ ...range, filter: filterOf(text), limit: 1, cursor });
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return names;
  }
}

test('whatever is written, deleted and indexed in whatever order, a search finds exactly what was said', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const model = new Model();
      for (const each of steps) {
        if (each.kind === 'run') await model.run(each.minutes, each.during);
        else if (each.kind === 'delete') await model.delete(each.trace);
        else await model[each.kind](each.trace, words[each.word] ?? '');
      }
      await model.check();
    }),
    { numRuns: 25 },
  );
}, 240_000);
