import { keyPart } from '../storage/key-part.ts';
import { retentionClassOf } from '../storage/retention-class.ts';

export interface PayloadOwner {
  projectId: string;
  traceId: string;
  /** For how long the project keeps things: it decides the lifecycle rule under which the object expires. */
  retentionDays: number;
}

/** Begins the keys of all large objects of a trace. */
export function payloadPrefixOf({ projectId, traceId, retentionDays }: PayloadOwner): string {
  return `payloads/${retentionClassOf(retentionDays)}d/${keyPart(projectId)}/${traceId}/`;
}
