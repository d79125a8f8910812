import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

export interface KeyedRequest {
  projectId: string;
  namespace: string;
  /** The model that the plan chose first. */
  modelId: string;
  /** In the chat dialect. */
  request: Readonly<Record<string, unknown>>;
}

/** What does not change what a model answers: how it is delivered, who asks, and what is the gateway's own. */
const withoutInfluence: ReadonlySet<string> = new Set([
  ...['model', 'stream', 'stream_options', 'user', 'metadata', 'conversation', 'cache', 'requirements'],
]);

/** A new form of what is hashed or kept makes all old entries unreachable. */
const formVersion = 1;

/** The name of the answer to a request; anything that could make another answer makes another name. */
export function responseCacheKey({ projectId, namespace, modelId, request }: KeyedRequest): string {
  const relevant = Object.fromEntries(
    Object.entries(request).filter(([name, value]) => !withoutInfluence.has(name) && value !== undefined),
  );
  const text = canonicalJson([formVersion, projectId, namespace, modelId, relevant]);
  return createHash('sha256').update(text).digest('hex');
}
