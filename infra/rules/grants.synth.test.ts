import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { synthesizeStage } from '../testing/synthesize-stage.ts';

const policySchema = z.looseObject({
  PolicyDocument: z.object({
    Statement: z.array(z.looseObject({ Action: z.union([z.string(), z.array(z.string())]), Resource: z.unknown() })),
  }),
  Roles: z.array(z.object({ Ref: z.string() })),
});

const policies = synthesizeStage('production')
  .resources()
  .filter(({ type }) => type === 'AWS::IAM::Policy')
  .map(({ properties }) => policySchema.parse(properties));

/** What a function may do, as `action resource`; a function's construct begins the name of its role. */
function grantsOf(construct: string): string[] {
  return policies
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref.startsWith(`${construct}Role`)))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) => [Action].flat().map((action) => `${action} ${JSON.stringify(Resource)}`));
}

/** Under which conditions a function may do something with a table. */
const conditionsOf = (construct: string, action: RegExp, table: RegExp) =>
  policies
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref.startsWith(`${construct}Role`)))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(
      ({ Action, Resource }) =>
        [Action].flat().some((each) => action.test(each)) && table.test(JSON.stringify(Resource)),
    )
    .map((statement) => statement['Condition'] ?? null);

const may = (construct: string, action: RegExp, resource: RegExp) =>
  grantsOf(construct).some((grant) => {
    const [granted = '', ...rest] = grant.split(' ');
    return action.test(granted) && resource.test(rest.join(' '));
  });

const anyTableAction = /^dynamodb:(BatchGet|Query|Scan|GetItem|Put|Update|Delete|BatchWrite)/;
const anyTableActionButOne = /^dynamodb:(BatchGet|Query|Scan|Put|Update|Delete|BatchWrite)/;
const anyWrite = /^dynamodb:(Put|Update|Delete|BatchWrite)/;

describe('who may do what', () => {
  it('keeps functions that do not serve people away from people, keys and providers', () => {
    for (const construct of [
      'RollupWorker',
      'SpoolSweeper',
      'SocketFunction',
      'Publisher',
      'LivePublisher',
      'Operations',
    ]) {
      expect(may(construct, anyTableActionButOne, /Core/), construct).toBe(false);
      expect(may(construct, /^secretsmanager:/, /./), construct).toBe(false);
    }
    for (const construct of ['RollupWorker', 'SpoolSweeper', 'Operations']) {
      expect(may(construct, /GetItem/, /Core/), construct).toBe(false);
    }
  });

  it('lets what speaks to consoles look up, by name, whether a listener still belongs to the project', () => {
    for (const construct of ['SocketFunction', 'Publisher', 'LivePublisher']) {
      expect(may(construct, /^dynamodb:GetItem$/, /Core/), construct).toBe(true);
      expect(may(construct, /./, /Core.*index/), construct).toBe(false);
    }
  });

  it('lets the gateway ask whether anybody listens to a topic, and tell the queue of live calls, and no more', () => {
    expect(may('Gateway', /^dynamodb:(?!Query)/, /Connections/)).toBe(false);
    expect(conditionsOf('Gateway', /^dynamodb:Query$/, /Connections/)).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['TOPIC#*'] } },
    ]);
    expect(may('Gateway', /^sqs:SendMessage$/, /LiveCalls/)).toBe(true);
    expect(may('Gateway', /^sqs:(Receive|Delete)/, /./)).toBe(false);
    expect(may('Gateway', /^execute-api:/, /./)).toBe(false);
  });

  it('lets the worker of replays write down how far it is, and bring back what was said, but never change what was received', () => {
    expect(conditionsOf('ReplayWorker', anyWrite, /Core/)).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['PROJECT#*#REPLAYS'] } },
    ]);
    expect(may('ReplayWorker', anyTableAction, /Rollups/)).toBe(false);
    // What may be written of traces over HTTP, and the lock of what is read.
    expect(conditionsOf('ReplayWorker', anyWrite, /Traces/)).toEqual([
      ...conditionsOf('Tracing', anyWrite, /Traces/),
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['RAW_LOCK#*'] } },
    ]);
    expect(may('ReplayWorker', /^s3:(Put|Delete)/, /raw\//)).toBe(false);
    expect(may('ReplayWorker', /^s3:GetObject$/, /raw\//)).toBe(true);
  });

  it('lets the worker of deletions write traces, and of the core table only how far it is', () => {
    expect(conditionsOf('DeletionWorker', anyWrite, /Core/)).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['PROJECT#*#TRACE_DELETIONS'] } },
    ]);
    expect(may('DeletionWorker', anyTableAction, /Rollups|Connections/)).toBe(false);
    expect(may('DeletionWorker', /^s3:DeleteObject$/, /raw\//)).toBe(true);
    // Packs too large for the table: only spans tell whose a trace is if its id is long.
    expect(may('DeletionWorker', /^s3:GetObject$/, /payloads\//)).toBe(true);
    expect(may('DeletionWorker', /^s3:/, /claims\/|conversations\/|cache\//)).toBe(false);
  });

  it('lets the job that digests the index write digests and what it did, and change no trace and no count', () => {
    const writesBelow = (...keys: string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } });

    expect(conditionsOf('Digester', anyWrite, /Traces/)).toEqual([
      writesBelow('PROJECT#*#DIGESTS#*', 'LATE_DAYS#*', 'DIGEST_FENCE', 'TEXTS_DUE', 'TEXT_RENEWALS'),
    ]);
    // When the table was made.
    expect(may('Digester', /^dynamodb:DescribeTable$/, /Traces/)).toBe(true);
    expect(conditionsOf('Digester', anyWrite, /Rollups/)).toEqual([writesBelow('INGESTION_HOURS#*')]);
    expect(may('Digester', anyTableAction, /Core|Connections/)).toBe(false);
    // Texts of large inputs and outputs it only reads.
    expect(may('Digester', /^s3:/, /raw|claims|cache|conversations|spool/)).toBe(false);
    expect(may('Digester', /^s3:(Put|Delete)|^(sqs|secretsmanager):/, /./)).toBe(false);
  });

  it('lets the job that makes text of recent traces write that, and only read what it is made of', () => {
    expect(conditionsOf('RecentIndexer', anyWrite, /Traces/)).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['PROJECT#*#DIGESTS#RECENT*'] } },
    ]);
    expect(may('RecentIndexer', anyWrite, /Rollups|Core|Connections/)).toBe(false);
    expect(may('RecentIndexer', anyTableAction, /Core|Connections/)).toBe(false);
    expect(may('RecentIndexer', /^s3:/, /raw|claims|cache|conversations|spool/)).toBe(false);
    expect(may('RecentIndexer', /^s3:(Put|Delete)|^(sqs|secretsmanager):/, /./)).toBe(false);
  });

  it('lets the worker read projects but never change them', () => {
    expect(may('Worker', anyTableAction, /Core/)).toBe(true);
    expect(may('Worker', anyWrite, /Core/)).toBe(false);
  });

  it('lets only the worker write traces, and only the rollup worker write rollups: others only counts of their own', () => {
    const constructs = [
      'Gateway',
      'Models',
      'Identity',
      'Tracing',
      'Realtime',
      'Routing',
      'Governance',
      'Operations',
      'Worker',
      'RollupWorker',
    ];

    expect(constructs.filter((construct) => may(construct, anyWrite, /Traces/))).toEqual([
      'Gateway',
      'Tracing',
      'Worker',
    ]);
    expect(constructs.filter((construct) => may(construct, anyWrite, /Rollups/))).toEqual([
      'Gateway',
      'Tracing',
      'Worker',
      'RollupWorker',
    ]);
    const writesBelow = (...keys: string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } });
    // The gateway only conversations, and what counts against limits and budgets, and kept answers.
    expect(conditionsOf('Gateway', anyWrite, /Traces/)).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['PROJECT#*#CONVERSATION*'] } },
    ]);
    // Tracing only what people and programs say of traces.
    expect(conditionsOf('Tracing', anyWrite, /Traces/)).toEqual([
      {
        'ForAllValues:StringLike': {
          'dynamodb:LeadingKeys': ['PROJECT#*#TRACE#*', 'PROJECT#*#SESSION_SCORES#*'],
        },
      },
      // And that digests are wrong for it.
      writesBelow('PROJECT#*#DIGESTS#*'),
      writesBelow('LATE_DAYS#*'),
    ]);
    // Notes are put; only the days that the job looks at are shared, and updated.
    expect(conditionsOf('Tracing', /^dynamodb:UpdateItem$/, /Traces/)).toEqual([writesBelow('LATE_DAYS#*')]);
    const accepted = writesBelow('INGESTION_ACCEPTED#*', 'INGESTION_HOURS#*');
    expect(conditionsOf('Tracing', anyWrite, /Rollups/)).toEqual([accepted]);
    // The worker only what became of spans.
    expect(conditionsOf('Worker', anyWrite, /Rollups/)).toEqual([
      writesBelow('INGESTION_OUTCOMES#*', 'INGESTION_MESSAGE#*', 'INGESTION_HOURS#*'),
    ]);
    expect(conditionsOf('Gateway', anyWrite, /Rollups/)).toEqual([
      accepted,
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['BUDGET_COUNTER#*', 'LIMIT_COUNTER#*'] } },
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CACHE#*'] } },
    ]);
  });

  it('lets governance clear the cache by a word in the core table, without a way to what is kept', () => {
    expect(may('Governance', anyWrite, /Core/)).toBe(true);
    expect(may('Governance', /^dynamodb:Query$/, /Rollups/)).toBe(true);
    expect(may('Governance', anyWrite, /Rollups/)).toBe(false);
    expect(may('Governance', /^(s3|sqs):/, /./)).toBe(false);
  });

  it('lets only the gateway and models read keys of providers, and only models change them', () => {
    const constructs = ['Gateway', 'Models', 'Identity', 'Tracing', 'Realtime', 'Routing', 'Governance', 'Operations'];
    const providers = /secret:signalbox\/production\/providers\/\*/;

    expect(constructs.filter((name) => may(name, /GetSecretValue$/, providers))).toEqual(['Gateway', 'Models']);
    expect(constructs.filter((name) => may(name, /(Create|Delete)Secret$/, providers))).toEqual(['Models']);
  });

  it('lets only the gateway call Bedrock, and call models only; models may see which there are', () => {
    const constructs = ['Gateway', 'Models', 'Identity', 'Tracing', 'Realtime', 'Routing', 'Governance', 'Operations'];
    const bedrock = grantsOf('Gateway').filter((grant) => grant.startsWith('bedrock:'));

    expect(constructs.filter((name) => may(name, /^bedrock:/, /./))).toEqual(['Gateway', 'Models']);
    expect(grantsOf('Models').filter((grant) => grant.startsWith('bedrock:'))).toEqual([
      'bedrock:ListFoundationModels "*"',
    ]);
    expect([...new Set(bedrock.map((grant) => grant.split(' ')[0]))]).toEqual([
      'bedrock:InvokeModel',
      'bedrock:InvokeModelWithResponseStream',
    ]);
    for (const grant of bedrock) expect(grant).toMatch(/:(foundation-model|(application-)?inference-profile)\/\*/);
  });

  it('lets only identity touch the user pool', () => {
    const constructs = ['Gateway', 'Models', 'Identity', 'Tracing', 'Realtime', 'Routing', 'Governance', 'Operations'];

    expect(constructs.filter((name) => may(name, /^cognito-idp:/, /./))).toEqual(['Identity']);
  });

  it('never lets a function write the key pepper', () => {
    const writers = policies
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter(({ Resource }) => JSON.stringify(Resource).includes('KeyPepper'))
      .flatMap(({ Action }) => Action);

    expect([...new Set(writers)].sort()).toEqual(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue']);
  });
});
