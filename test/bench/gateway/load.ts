import { Agent, type IncomingMessage, request } from 'node:http';
import type { Target } from './target.ts';
import type { Way } from './ways.ts';

export interface LoadInput {
  target: Target;
  way: Way;
  requests: number;
}

export interface LoadResult {
  /** Milliseconds, one per good request. */
  latencies: number[];
  firstChunks: number[];
  errors: number;
  seconds: number;
}

/** Makes so many requests, in the manner of the way. */
export async function load(input: LoadInput): Promise<LoadResult> {
  const { way, requests } = input;
  const connections = way.load.kind === 'closed' ? way.load.connections : 64;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const result: LoadResult = { latencies: [], firstChunks: [], errors: 0, seconds: 0 };
  const begin = performance.now();
  const measureOne = () => measure(input, agent, result);
  if (way.load.kind === 'closed') await closedLoop(way.load.connections, requests, measureOne);
  else await openLoop(1_000 / way.load.perSecond, requests, measureOne);
  result.seconds = (performance.now() - begin) / 1_000;
  agent.destroy();
  return result;
}

/** Keeps `connections` requests under way: each begins when the one before it has ended. */
async function closedLoop(connections: number, requests: number, measureOne: () => Promise<void>): Promise<void> {
  let left = requests;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await measureOne();
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

/** Begins each request at its time, whatever became of those before. */
async function openLoop(everyMs: number, requests: number, measureOne: () => Promise<void>): Promise<void> {
  const begin = performance.now();
  const under: Promise<void>[] = [];
  for (let index = 0; index < requests; index += 1) {
    const wait = begin + index * everyMs - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    under.push(measureOne());
  }
  await Promise.all(under);
}

async function measure({ target, way }: LoadInput, agent: Agent, result: LoadResult): Promise<void> {
  const body = JSON.stringify({
    model: target.model,
    stream: way.isStreamed,
    messages: [{ role: 'user', content: 'Tell me about the harbour, its ships and its tides.' }],
  });
  const start = performance.now();
  try {
    const { firstChunk, isGood } = await send(target, body, agent, start);
    if (!isGood) throw new Error('not a good answer');
    result.latencies.push(performance.now() - start);
    result.firstChunks.push(firstChunk);
  } catch {
    result.errors += 1;
  }
}

async function send(target: Target, body: string, agent: Agent, start: number) {
  return await new Promise<{ firstChunk: number; isGood: boolean }>((resolve, reject) => {
    const url = new URL(`${target.baseUrl}/chat/completions`);
    const headers = {
      ...target.headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const outgoing = request(url, { method: 'POST', agent, headers }, (incoming: IncomingMessage) => {
      let firstChunk = 0;
      let tail = '';
      incoming.on('data', (chunk: Buffer) => {
        firstChunk ||= performance.now() - start;
        tail = (tail + chunk.toString('latin1')).slice(-400);
      });
      // A stream that was cut, or an error with status 200, is no good answer.
      incoming.on('end', () =>
        resolve({ firstChunk, isGood: incoming.statusCode === 200 && /\[DONE\]|usage/.test(tail) }),
      );
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
