import { awsPrices } from './aws-prices.ts';
import type { CostOptions } from './cost-options.ts';
import { batchSizes, type SampleUsage } from './measure-sample.ts';
import type { StepUsage } from './step-usage.ts';

export interface CostLine {
  what: string;
  /** For all the spans asked for. */
  amount: number;
  unit: string;
  usd: number;
}

/** Memory of the functions, as `infra/function-definitions.ts` has it, and what Lambda gives for it. */
const memoryMb = { accept: 1024, store: 1024, count: 512, digest: 2048, recent: 1769, recentRuns: 1769 };
const mbPerProcessor = 1769;
const millisecondsPerCall = 5;
/** Calls of the database that an invocation has under way at a time. */
const concurrency = { accept: 1, store: 16, count: 1, digest: 2, recent: 8, recentRuns: 1 };
const ofRequests = ['accept', 'store', 'count'] as const;
const ofRecent = ['recent', 'recentRuns'] as const;
const steps = [...ofRequests, 'digest', ...ofRecent] as const;

const gigabyte = 1024 ** 3;

/** What so many spans cost, from what the sample used. */
export function priceSample(usage: SampleUsage, options: CostOptions): CostLine[] {
  const { spans, sample, spansPerRequest, retentionDays } = options;
  const factor = spans / (sample * spansPerRequest);
  const sumOf = (names: readonly (keyof typeof memoryMb)[], field: keyof StepUsage) =>
    factor * names.reduce((total, name) => total + usage[name][field], 0);
  const sum = (field: keyof StepUsage) => sumOf(steps, field);
  const invocations = sum('invocations');
  const gigabyteSeconds = factor * gigabyteSecondsOf(usage);
  const months = retentionDays / 30;
  const tableGigabytes = (factor * usage.tableBytes) / gigabyte;
  const s3Gigabytes = sum('s3Bytes') / gigabyte;
  const line = (what: string, amount: number, unit: string, price: number): CostLine => ({
    ...{ what, amount, unit, usd: amount * price },
  });
  return [
    line('API Gateway, requests', spans / spansPerRequest, 'requests', awsPrices.apiRequest),
    line('Lambda, requests', invocations, 'requests', awsPrices.lambdaRequest),
    line('Lambda, time', gigabyteSeconds, 'GB-seconds', awsPrices.lambdaGigabyteSecond),
    line('SQS', sum('sqsRequests'), 'requests', awsPrices.sqsRequest),
    line('DynamoDB, traces', factor * usage.store.writeUnits, 'write units', awsPrices.writeRequestUnit),
    line('DynamoDB, rollups', factor * usage.count.writeUnits, 'write units', awsPrices.writeRequestUnit),
    line('DynamoDB, digests of the index', factor * usage.digest.writeUnits, 'write units', awsPrices.writeRequestUnit),
    line('DynamoDB, counts of acceptance', factor * usage.accept.writeUnits, 'write units', awsPrices.writeRequestUnit),
    line('DynamoDB, text of recent traces', sumOf(ofRecent, 'writeUnits'), 'write units', awsPrices.writeRequestUnit),
    line('DynamoDB, reads for digests', factor * usage.digest.readUnits, 'read units', awsPrices.readRequestUnit),
    line('DynamoDB, reads for recent text', sumOf(ofRecent, 'readUnits'), 'read units', awsPrices.readRequestUnit),
    line('DynamoDB, other reads', sumOf(ofRequests, 'readUnits'), 'read units', awsPrices.readRequestUnit),
    line('S3, puts', sum('s3Puts'), 'requests', awsPrices.s3Put),
    line('S3, gets', sum('s3Gets'), 'requests', awsPrices.s3Get),
    line(`DynamoDB, kept ${retentionDays} days`, tableGigabytes * months, 'GB-months', awsPrices.tableGigabyteMonth),
    line(`S3, kept ${retentionDays} days`, s3Gigabytes * months, 'GB-months', awsPrices.s3GigabyteMonth),
  ];
}

/** Time is processor time, stretched by the part of a processor that the memory buys, and waiting for the database. */
function gigabyteSecondsOf(usage: SampleUsage): number {
  return steps.reduce((total, name) => {
    const step = usage[name];
    const computing = step.cpuMs * Math.max(1, mbPerProcessor / memoryMb[name]);
    const calls = name === 'accept' ? step.invocations : step.databaseCalls + step.s3Puts;
    const waiting = (calls / concurrency[name]) * millisecondsPerCall;
    return total + ((computing + waiting) / 1000) * (memoryMb[name] / 1024);
  }, 0);
}

export function assumptions(options: CostOptions): string[] {
  const { spansPerRequest, spansPerTrace, payloadBytes, sample } = options;
  const batches = batchSizes(options);
  return [
    `${sample} requests of ${spansPerRequest} spans were sent the real way, on the emulator, and scaled up: ${spansPerTrace} spans a trace, ${payloadBytes} bytes of input and of output a model call (two spans of three) that takes 2 s in the median, half or double of it one time in three`,
    `prices of ${awsPrices.region} on ${awsPrices.checkedAt}, without the free tier; sources are in scripts/cost/aws-prices.ts`,
    'write units from the sizes of items as DynamoDB counts them: twice in a transaction, once more for each index that an item is in',
    'an update of a rollup is charged by the size that its item has in the end, which is more than it was',
    `${options.tracesPerSecond} traces a second, which is what comes together: ${batches.messages} messages and ${batches.packs} packs in an invocation`,
    'text of recent traces as it is made and deleted minute by minute, of traces that all come within their minute; what a run takes without any is shared by all that come in a minute',
    `Lambda's time from the processor time of this machine, ${memoryMb.store} MB for API and worker, ${memoryMb.count} MB for rollups, and ${millisecondsPerCall} ms for a call of the database`,
    'not in it: logs and metrics, X-Ray, live updates of open consoles, reading, data transfer out, backups',
  ];
}
