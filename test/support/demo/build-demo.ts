import type { Agent } from './agents/agent.ts';
import { batchClassifier } from './agents/batch-classifier.ts';
import { codingAgent } from './agents/coding-agent.ts';
import { ragChain } from './agents/rag-chain.ts';
import { researchAgent } from './agents/research-agent.ts';
import { supportAgent } from './agents/support-agent.ts';
import { createRandom, type Random } from './create-random.ts';
import type { DemoTrace } from './demo-span.ts';
import { pickMoment } from './pick-moment.ts';
import { TraceRecorder } from './trace-recorder.ts';

export interface DemoOptions {
  /** About how many traces: the last conversation is not cut off. */
  traces: number;
  seed: string;
  days: number;
  /** Milliseconds since 1970; everything has happened by then. */
  until: number;
}

const agents: readonly { agent: Agent; share: number; isNightly?: boolean; people: number }[] = [
  { agent: supportAgent, share: 0.4, people: 46 },
  { agent: ragChain, share: 0.27, people: 22 },
  { agent: batchClassifier, share: 0.13, isNightly: true, people: 0 },
  { agent: researchAgent, share: 0.1, people: 5 },
  { agent: codingAgent, share: 0.1, people: 8 },
];
const regions = ['eu-central-1', 'eu-central-1', 'eu-west-1', 'us-east-1'];
const names = [
  'ada',
  'bo',
  'carmen',
  'dmitri',
  'elif',
  'farah',
  'gustav',
  'hana',
  'ines',
  'jonas',
  'kemal',
  'lucía',
  'mei',
  'noor',
  'olu',
  'priya',
];
/** All that is sent says so. */
const simulated = 'simulated';

/** Two weeks of a team's traffic, the same for the same options. */
export function buildDemo(options: DemoOptions): DemoTrace[] {
  const random = createRandom(options.seed);
  const traces: DemoTrace[] = [];
  for (const planned of agents) {
    const own = random.fork(planned.agent.service);
    const end = traces.length + Math.max(1, Math.round(options.traces * planned.share));
    while (traces.length < end) traces.push(...playVisit(planned, own.fork(String(traces.length)), options));
  }
  return traces.sort((a, b) => startOf(a) - startOf(b));
}

const startOf = ({ spans }: DemoTrace) => spans[0]?.start ?? 0;

/** A person, or a schedule, uses an agent: one trace for each turn. */
function playVisit(
  { agent, isNightly = false, people }: (typeof agents)[number],
  random: Random,
  options: DemoOptions,
): DemoTrace[] {
  // Who asks what is the same whenever it is played; when, how long and under which ids is not.
  const now = random.fork(String(options.until));
  const topic = random.whole(0, agent.topics - 1);
  const person = people === 0 ? null : personOf(random, agent.service, people);
  // A session is needed where there is more than one turn, and common elsewhere.
  const sessionId =
    person !== null && (agent.turnsOf(topic) > 1 || random.chance(0.6)) ? `${agent.service}-${now.hex(6)}` : null;
  let at = pickMoment(now, { ...options, isNightly });
  const isAfter = at > options.until - (options.days / 2) * 86_400_000;
  const shared = {
    sessionId,
    userId: person,
    environment: random.chance(0.12) ? 'demo-staging' : 'demo',
    region: random.pick(regions),
  };
  return Array.from({ length: agent.turnsOf(topic) }, (_, turn) => {
    const release = isAfter ? agent.releases.after : agent.releases.before;
    const trace = playTurn(agent, { at, topic, turn, release, random: now.fork(`turn ${turn}`) }, shared);
    at = (trace.spans[0]?.end ?? at) + now.around(45_000, 0.7);
    return trace;
  });
}

/** A few people use it often. */
function personOf(random: Random, service: string, people: number): string {
  const number = Math.floor(people * random.next() ** 2.2);
  return service === 'support-agent'
    ? `customer-${20_900 + number}`
    : `${names[number % names.length]}@nordpfad.example`;
}

interface PlannedTurn {
  at: number;
  topic: number;
  turn: number;
  release: string;
  random: Random;
}
type Shared = Pick<DemoTrace['context'], 'sessionId' | 'userId' | 'environment' | 'region'>;

function playTurn(agent: Agent, { at, topic, turn, release, random }: PlannedTurn, shared: Shared): DemoTrace {
  const traceId = random.hex(32);
  const recorder = new TraceRecorder(random, at);
  const { tags, scores } = agent.play({ recorder, topic, turn, release });
  return {
    context: {
      ...shared,
      traceId,
      traceName: agent.traceName,
      service: agent.service,
      release,
      tags: [simulated, ...tags],
    },
    spans: recorder.spans,
    scores: scores.map(({ spanIndex, ...score }) => {
      const spanId = spanIndex === undefined ? undefined : recorder.spans[spanIndex]?.spanId;
      return { ...score, traceId, ...(spanId === undefined ? {} : { spanId }) };
    }),
  };
}
