import { availableParallelism, cpus, loadavg } from 'node:os';
import { launchMeasuringBrowser } from '../../e2e/support/browser.ts';
import type { LocalStage } from '../../support/local-stage.ts';
import { round } from '../gateway/percentile.ts';
import { obtainStage } from '../obtain-stage.ts';
import { printResult } from '../print-result.ts';
import { getFrom, type PagesRead, readPages } from './read-pages.ts';
import { recordPages, servePages } from './recorded-pages.ts';
import { type LongTrace, sendLongTrace } from './send-long-trace.ts';
import { watchViewer } from './watch-viewer.ts';

const bench = 'large-trace';
const lookEveryMs = 250;

/**
 * `npm run bench -- large-trace [--spans 100000]`: a trace sent over OTLP, until all of it can be queried; its rows through the
 * API, beside a server that has them ready; and in the console, until they are there and while they are scrolled. Starts a
 * local stage, unless `SIGNALBOX_LOCAL_JSON` names one.
 */
export async function run(args: readonly string[]): Promise<void> {
  const given = Number(args[args.indexOf('--spans') + 1]);
  const spanCount = args.includes('--spans') && given > 0 ? given : 100_000;
  printResult({
    ...{ bench, case: 'machine', processor: cpus()[0]?.model, cores: availableParallelism() },
    ...{ node: process.version, load: round(loadavg()[0] ?? 0, 1) },
  });
  const { stage, stop } = await obtainStage();
  try {
    const trace = await measureIngestion(stage, spanCount);
    await measureReading(stage, trace);
    const browser = await launchMeasuringBrowser();
    try {
      printResult({ bench, case: 'console', ...(await watchViewer(browser, stage, trace)), ...load() });
    } finally {
      await browser.close();
    }
  } finally {
    await stop();
  }
}

async function measureIngestion(stage: LocalStage, spanCount: number): Promise<LongTrace> {
  const began = performance.now();
  const trace = await sendLongTrace(stage, spanCount);
  const get = getFrom(stage);
  for (let stored = 0; stored < spanCount; ) {
    await new Promise((done) => setTimeout(done, lookEveryMs));
    const response = await get(`/api/v2/traces/${trace.traceId}?maxSpans=1`);
    const body = (await response.json()) as { trace?: { spanCount: number } };
    stored = body.trace?.spanCount ?? 0;
  }
  const queryableMs = performance.now() - began;
  printResult({
    ...{ bench, case: 'ingest', spans: spanCount, sentKilobytes: round(trace.sentBytes / 1024, 0) },
    ...{ acceptedMs: round(trace.acceptedMs, 0), queryableMs: round(queryableMs, 0), ...load() },
  });
  return trace;
}

async function measureReading(stage: LocalStage, { traceId }: LongTrace): Promise<void> {
  const recorder = recordPages(getFrom(stage));
  await readPages(recorder.get, traceId);
  const ours = await readPages(getFrom(stage), traceId);
  const server = await servePages(recorder.pages);
  try {
    const theirs = await readPages(getFrom({ url: server.url, apiKey: stage.apiKey }), traceId);
    printResult({ bench, case: 'read', ...figures(ours), baseline: figures(theirs), ...load() });
  } finally {
    await server.close();
  }
}

function figures({ spans, pages, bytes, firstMs, allMs }: PagesRead) {
  return { spans, pages, kilobytes: round(bytes / 1024, 0), firstMs: round(firstMs, 0), allMs: round(allMs, 0) };
}

/** Of the last minute: times mean little without it. */
const load = () => ({ load: round(loadavg()[0] ?? 0, 1) });
