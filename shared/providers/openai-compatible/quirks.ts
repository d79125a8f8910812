import type { JsonObject } from '../../json/json-object.ts';
import type { Rewrite } from './rewrite-events.ts';

/** How a stream is made to report usage: most want `stream_options.include_usage`, some always report it. */
export type StreamUsage = 'on-request' | 'always';

export interface RuleInput {
  name: string;
  value: unknown;
  model: string;
  request: JsonObject;
}

/** What a rule makes of a parameter. */
export interface RuleEffect {
  /** Members to send; `undefined` takes one out. */
  set: Readonly<Record<string, unknown>>;
  /** Absent where nothing is lost: the same thing under another name. */
  warning?: { isDropped: boolean; message: string };
}

export interface ParameterRule {
  /** For the reference page. */
  says: string;
  /** Null if the parameter may pass as it is. Throws a `provider_cannot` where the answer would be another one. */
  apply(input: RuleInput): RuleEffect | null;
}

/** What an endpoint does otherwise than OpenAI does, or than the chat dialect says. */
export interface EndpointQuirks {
  slug: string;
  /** Where it is documented. */
  source: string;
  streamUsage: StreamUsage;
  /** Members of the request, by their names. */
  parameters: Readonly<Record<string, ParameterRule>>;
  /** Extensions of the chat dialect in messages that it reads; the others are taken out. */
  reads: readonly MessageExtension[];
  /** It reads documents as the chat dialect writes them; else they become what OpenAI's chat takes. */
  readsDocuments?: boolean;
  /** Further fields of messages that it refuses. */
  refusesInMessages?: readonly string[];
  /** Messages of the role `developer` are sent as `system`. */
  hasDeveloperRole: boolean;
  /** Ids of tool calls must be nine letters or digits. */
  hasNineCharacterIds?: boolean;
  /** Brings answers, and the events of streams, into the chat dialect where they are otherwise. */
  rewriteAnswer?: Rewrite;
  /** Anything else that a reader should know. */
  note?: string;
}

export const messageExtensions = [
  'cache_control',
  'reasoning_content',
  'reasoning_details',
  'extra_content',
  'is_error',
  'annotations',
  'offset',
] as const;
export type MessageExtension = (typeof messageExtensions)[number];
