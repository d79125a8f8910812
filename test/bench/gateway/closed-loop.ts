import { Agent, type IncomingMessage, request } from 'node:http';

export interface Target {
  name: string;
  /** Up to and including `/v1`. */
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
  /** What it calls a model of the fake provider. */
  model: (scenario: string) => string;
  /** Whose CPU and memory are counted; null: nobody's. */
  processId: number | null;
}

export interface LoadInput {
  /** Model of the fake provider. */
  scenario: string;
  target: Target;
  isStreamed: boolean;
  connections: number;
  requests: number;
}

export interface LoadResult {
  /** Milliseconds, one per good request. */
  latencies: number[];
  firstChunks: number[];
  errors: number;
  seconds: number;
}

/** Keeps `connections` requests under way until `requests` are done: each begins when the one before it has ended. */
export async function closedLoop(input: LoadInput): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: input.connections });
  const result: LoadResult = { latencies: [], firstChunks: [], errors: 0, seconds: 0 };
  let left = input.requests;
  const begin = performance.now();
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await measure(input, agent, result);
    }
  };
  await Promise.all(Array.from({ length: input.connections }, worker));
  result.seconds = (performance.now() - begin) / 1000;
  agent.destroy();
  return result;
}

async function measure({ target, isStreamed, scenario }: LoadInput, agent: Agent, result: LoadResult): Promise<void> {
  const body = JSON.stringify({
    model: target.model(scenario),
    stream: isStreamed,
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
        tail = chunk.toString('latin1').slice(-200);
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
