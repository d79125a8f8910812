import { type LiveBatch, type LiveCallEvent, liveBatchSchema } from '../../../shared/contract/live-calls.ts';
import { isFollowed } from '../../../shared/live/is-followed.ts';
import { liveTopic } from '../../../shared/live/live-topic.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { publishToTopic, type TopicPorts } from '../publish-to-topic.ts';
import type { Sampler } from './create-sampler.ts';
import { toMessages } from './to-messages.ts';

/** What is older was held up somewhere; by then it would be taken for what happens now. */
const newsForMs = 10_000;

export interface LivePublisherPorts extends TopicPorts {
  sampler: Sampler;
  clock: Clock;
}

interface OfProject {
  events: LiveCallEvent[];
  missedCount: number;
}

/** Sends what the bodies of queue messages tell to the monitors of their projects. Throws if the table fails. */
export async function publishLiveCalls(ports: LivePublisherPorts, bodies: readonly string[]): Promise<void> {
  const byProject = gather(
    bodies.flatMap((body) => readBatch(ports, body)),
    ports.clock() - newsForMs,
  );
  await Promise.all([...byProject].map(([projectId, ofProject]) => publishProject(ports, projectId, ofProject)));
}

async function publishProject(
  ports: LivePublisherPorts,
  projectId: string,
  { events, missedCount }: OfProject,
): Promise<void> {
  const sampledFraction = ports.sampler.fractionFor(projectId, events.length);
  const shown = events.filter(({ callId }) => isFollowed(callId, sampledFraction));
  const messages = toMessages(projectId, shown, { sampledFraction, missedCount });
  if (messages.length > 0) await publishToTopic(ports, liveTopic(projectId), messages);
}

function gather(batches: readonly LiveBatch[], notBefore: number): Map<string, OfProject> {
  const byProject = new Map<string, OfProject>();
  for (const { sentAt, projects } of batches) {
    for (const { projectId, events, lostCount } of projects) {
      const ofProject = byProject.get(projectId) ?? { events: [], missedCount: 0 };
      byProject.set(projectId, ofProject);
      ofProject.missedCount += lostCount;
      if (sentAt < notBefore) ofProject.missedCount += events.length;
      else ofProject.events.push(...events);
    }
  }
  return byProject;
}

/** What cannot be read would not be read the second time: it is logged, and the others go on. */
function readBatch({ logger }: LivePublisherPorts, body: string): LiveBatch[] {
  try {
    return [liveBatchSchema.parse(JSON.parse(body))];
  } catch (error) {
    logger.error('realtime.live.undeliverable', { error });
    return [];
  }
}
