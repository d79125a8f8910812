import { tracesTopic } from '../../shared/contract/realtime.ts';
import { liveTopic } from '../../shared/live/live-topic.ts';

/** A connection may listen to the topics of the project that its ticket was for, and to nothing else. */
export function mayListen(projectId: string, topic: string): boolean {
  return topic === tracesTopic(projectId) || topic === liveTopic(projectId);
}
