import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBRecord, SQSRecord } from 'aws-lambda';
import { createRawArchive, type RawArchive } from '../../functions/tracing/raw/raw-archive.ts';
import { createRawStore } from '../../functions/tracing/raw/raw-store.ts';
import { sweepSpool } from '../../functions/tracing/sweep-spool.ts';
import { silentLogger } from '../../shared/observability/logger.ts';
import { pause } from '../../shared/telemetry/retry-delay.ts';
import { testTime } from '../support/build-span.ts';
import type { TraceStage } from '../support/trace-stage.ts';
import { type CommittedPacks, noteCommittedPacks } from './committed-packs.ts';
import { createMortalProcess, type Fate, type FaultCounts, type MortalProcess } from './fault-client.ts';
import { type Batch, type FaultPlan, type FaultScale, planFaults } from './fault-plan.ts';
import { refusingClient } from './refusing-client.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import { type BatchPorts, sendMessage, sendRequests } from './send-batches.ts';

export interface FaultRun {
  plan: FaultPlan;
  counts: FaultCounts & {
    deliveries: number;
    redeliveries: number;
    streamDeliveries: number;
    spooled: number;
    unarchived: number;
    /** Answers of 503. */
    unavailable: number;
    /** Batches that came as requests, and those requests that went through the queue because S3 refused them. */
    requests: number;
    lateRequests: number;
  };
  packs: number;
  lives: { workers: Lives; counters: Lives };
}

interface Running {
  stage: TraceStage;
  scale: FaultScale;
  random: SeededRandom;
  committed: CommittedPacks;
  counts: FaultRun['counts'];
  /** Names of tables and until when they refuse. */
  outages: Map<string, number>;
  lives: { workers: Lives; counters: Lives };
}

/** Of processes of one kind: those that have to die do so at one write after another, up to the last that any has made. */
export interface Lives {
  deaths: number;
  mostWrites: number;
  /** Those that one died at, counted from 0. */
  deadlyWrites: Set<number>;
}

const workers = 3;
const messagesPerDelivery = 4;
const packsPerDelivery = 100;

/** Sends the spans of a plan through the way of telemetry while everything on it fails, until nothing is left to do. */
export async function runFaults(stage: TraceStage, scale: FaultScale, seed: number): Promise<FaultRun> {
  const random = createSeededRandom(seed);
  const plan = planFaults(scale, random);
  const counts = { deaths: 0, throttles: 0, conflicts: 0, refusals: 0 };
  const running: Running = {
    ...{ stage, scale, random, committed: noteCommittedPacks(stage.documents), outages: new Map() },
    lives: { workers: noLives(), counters: noLives() },
    counts: {
      ...{ ...counts, deliveries: 0, redeliveries: 0, streamDeliveries: 0, spooled: 0 },
      ...{ unarchived: 0, unavailable: 0, requests: 0, lateRequests: 0 },
    },
  };
  const rounds = roundsOf(plan.batches, scale.spansPerRound);
  for (const [index, batches] of rounds.entries()) {
    const messages = await send(batches, index % 4 === 1, running);
    if (index === Math.floor(rounds.length / 3)) breakTable(stage.tables.traces, running);
    await work(messages, running);
    if (index === Math.floor(rounds.length / 2)) breakTable(stage.tables.rollups, running);
    await count(running.committed.take(), running);
  }
  return { plan, counts: running.counts, packs: running.committed.total(), lives: running.lives };
}

function roundsOf(batches: readonly Batch[], spansPerRound: number): Batch[][] {
  const rounds: Batch[][] = [[]];
  let spans = 0;
  for (const batch of batches) {
    if (spans >= spansPerRound) {
      rounds.push([]);
      spans = 0;
    }
    rounds.at(-1)?.push(batch);
    spans += batch.to - batch.from;
  }
  return rounds;
}

/** Answers the messages that are then in the queue. Where the queue refuses, they come by way of the spool, some twice. */
async function send(batches: readonly Batch[], isQueueDown: boolean, running: Running): Promise<SQSRecord[]> {
  const { stage, random, scale, counts } = running;
  const ports = sendingPorts(isQueueDown, running);
  for (let start = 0; start < batches.length; ) {
    const size = 1 + random.below(scale.batchesPerMessage);
    const some = batches.slice(start, start + size);
    const isRequested = random.isLikely(scale.requestRate);
    await (isRequested ? sendRequests : sendMessage)(some, ports);
    if (isRequested) counts.requests += some.length;
    start += size;
  }
  if (isQueueDown) counts.spooled += await sweepSpool({ ...stage, logger: silentLogger });
  return await stage.receive();
}

/** Where the queue refuses, S3 sometimes refuses the spool, too: then nothing takes it, and the sender sends again. */
function sendingPorts(isQueueDown: boolean, running: Running): BatchPorts {
  const { stage, random, counts } = running;
  const sqs = isQueueDown ? refusingClient(stage.sqs, () => random.isLikely(0.8)) : stage.sqs;
  const s3 = isQueueDown ? refusingClient(stage.s3, () => random.isLikely(0.5)) : stage.s3;
  const sink = stage.sink({ sqs, s3 });
  return {
    sink: {
      ...sink,
      async sendUnarchived(request) {
        await sink.sendUnarchived(request);
        counts.lateRequests += 1;
      },
    },
    archive: refusingArchive(stage.s3, running),
    onRefusal() {
      counts.unavailable += 1;
    },
  };
}

/** Delivers messages until every one of them is done; some twice, in any order, to several workers at once. */
async function work(messages: readonly SQSRecord[], running: Running): Promise<void> {
  const { random, counts } = running;
  const twice = messages.filter(() => random.isLikely(0.1));
  let waiting = random.shuffle([...messages, ...twice]);
  while (waiting.length > 0) {
    const deliveries = chunksOf(waiting, messagesPerDelivery).slice(0, workers);
    waiting = waiting.slice(deliveries.reduce((sum, { length }) => sum + length, 0));
    const returned = await Promise.all(deliveries.map((delivery) => workOnce(delivery, running)));
    counts.redeliveries += returned.flat().length;
    waiting = random.shuffle([...waiting, ...returned.flat()]);
    await waitForTable(running.stage.tables.traces, running);
  }
}

/** Answers what the queue delivers again: what the worker gives back, and everything if it died. */
async function workOnce(messages: readonly SQSRecord[], running: Running): Promise<readonly SQSRecord[]> {
  const { workers: lives } = running.lives;
  const process = createProcess(lives, running);
  running.counts.deliveries += messages.length;
  const archive = refusingArchive(process.s3, running);
  const failed = await running.stage.work(messages, process.documents, process.blobs, archive);
  noteLife(process, lives);
  return process.isDead() ? messages : messages.filter(({ messageId }) => failed.includes(messageId));
}

/** The archive, of which S3 refuses some writes. */
function refusingArchive(s3: S3Client, { stage, scale, random, counts }: Running): RawArchive {
  const refuses = () => {
    const isRefused = random.isLikely(scale.archiveRefusalRate);
    if (isRefused) counts.unarchived += 1;
    return isRefused;
  };
  return createRawArchive({
    store: createRawStore({ s3: refusingClient(s3, refuses), bucket: stage.bucket }),
    projects: { get: async () => stage.project },
    ...{ logger: silentLogger, clock: () => testTime, write: () => undefined },
  });
}

/** Delivers packs until every one of them is counted; some twice, out of order. */
async function count(packs: readonly DynamoDBRecord[], running: Running): Promise<void> {
  const { random, counts } = running;
  const twice = packs.filter(() => random.isLikely(0.1));
  let waiting = random.shuffle([...packs, ...twice]);
  while (waiting.length > 0) {
    const delivery = waiting.slice(0, packsPerDelivery);
    counts.streamDeliveries += delivery.length;
    const { counters: lives } = running.lives;
    const process = createProcess(lives, running);
    const failed = await running.stage.count(delivery, process.documents);
    noteLife(process, lives);
    const isBack = ({ dynamodb }: DynamoDBRecord) =>
      process.isDead() || failed.includes(dynamodb?.SequenceNumber ?? '');
    waiting = [...delivery.filter(isBack), ...waiting.slice(packsPerDelivery)];
    await waitForTable(running.stage.tables.rollups, running);
  }
}

function createProcess(lives: Lives, running: Running): MortalProcess {
  const { random, counts, committed, stage, outages, scale } = running;
  const dies = random.isLikely(scale.deathRate);
  const moment = random.isLikely(0.5) ? ('before' as const) : ('after' as const);
  const death = dies ? { write: lives.deaths++ % lives.mostWrites, moment } : null;
  const fate: Fate = { death, throttled: scale.throttleRate };
  return createMortalProcess(fate, {
    ...{ random, counts, documents: committed.documents, blobs: stage.blobs, s3: stage.s3 },
    refuses: (tableName) => Date.now() < (outages.get(tableName) ?? 0),
  });
}

function noLives(): Lives {
  return { deaths: 0, mostWrites: 1, deadlyWrites: new Set() };
}

function noteLife(process: MortalProcess, lives: Lives): void {
  lives.mostWrites = Math.max(lives.mostWrites, process.writeCount());
  const deadlyWrite = process.deadlyWrite();
  if (deadlyWrite !== null) lives.deadlyWrites.add(deadlyWrite);
}

function breakTable(tableName: string, { outages, scale }: Running): void {
  outages.set(tableName, Date.now() + scale.outageMilliseconds);
}

/** A queue hides what came back for a while; trying a table that refuses all the time would only burn processor. */
async function waitForTable(tableName: string, { outages, scale }: Running): Promise<void> {
  if (Date.now() < (outages.get(tableName) ?? 0)) await pause(scale.outageMilliseconds / 6);
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
