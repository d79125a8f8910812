/** What a client is to ask for, in no dialect. */
export interface Dialogue {
  /** As the provider calls it, after the name of the connection. */
  model: string;
  prompt: string;
  system?: string;
  /** A PNG in base64. */
  image?: string;
  /** A PDF in base64. */
  document?: string;
  /** The tool `find_harbour`. */
  hasTools?: boolean;
  schema?: Readonly<Record<string, unknown>>;
  thinks?: boolean;
  stop?: string;
  maxTokens: number;
}

/** What a client made of the answer, in its own reading. */
export interface Reading {
  text: string;
  reasoning: string;
  calls: { name: string; input: unknown }[];
  end: 'stop' | 'length' | 'tools';
  usage: { input: number; cached: number; output: number };
  /** What it parsed, if it was given a schema. */
  parsed?: unknown;
}

export interface Turn extends Reading {
  /** Tells what the tools gave, and reads what follows. */
  proceed(results: readonly string[]): Promise<Reading>;
}

export type Ask = (dialogue: Dialogue, isStreamed: boolean) => Promise<Turn>;

export interface Client {
  name: string;
  surface: 'chat completions' | 'responses' | 'messages';
  connect(url: string): Ask;
  /** The package drops what a model thought. */
  isDeafToReasoning?: boolean;
  /** Where the package itself reads a stream's usage otherwise than it was told. */
  misreads?(usage: Reading['usage'], toldEarly: boolean): Reading['usage'];
}

export const tool = {
  name: 'find_harbour',
  description: 'Finds a harbour by its name.',
  parameters: { type: 'object' as const, properties: { name: { type: 'string' } }, required: ['name'] },
};
export const apiKey = 'sb-caller-4c0ffee';

const ends: Readonly<Record<string, Reading['end']>> = {
  ...{ stop: 'stop', completed: 'stop', end_turn: 'stop', stop_sequence: 'stop' },
  ...{ length: 'length', max_tokens: 'length', max_output_tokens: 'length', incomplete: 'length' },
  ...{ tool_calls: 'tools', 'tool-calls': 'tools', tool_use: 'tools' },
};

export function endOf(reason: unknown): Reading['end'] {
  const end = ends[String(reason)];
  if (end === undefined) throw new Error(`The client read an end that is none: ${String(reason)}`);
  return end;
}

/** Every client words an error in its own class; all of them know these two. */
export function failureOf(error: unknown): { status: unknown; retryAfter: string | null } {
  const { status, statusCode, headers, responseHeaders } = error as Record<string, unknown>;
  const all = new Headers((headers ?? responseHeaders ?? {}) as Record<string, string>);
  return { status: status ?? statusCode, retryAfter: all.get('retry-after') };
}
