import type { DemoScore } from '../demo-span.ts';
import type { TraceRecorder } from '../trace-recorder.ts';

/** What a trace is played for. */
export interface Turn {
  recorder: TraceRecorder;
  /** Which conversation, task or question of the agent's texts. */
  topic: number;
  /** From 0; the agent knows what was said before. */
  turn: number;
  release: string;
}

export interface Played {
  tags: readonly string[];
  /** Of the trace; `spanIndex` of a span of it. */
  scores: readonly (Omit<DemoScore, 'traceId' | 'spanId'> & { spanIndex?: number })[];
}

export interface Agent {
  service: string;
  traceName: string;
  releases: { before: string; after: string };
  /** How many turns the topic has. */
  turnsOf(topic: number): number;
  topics: number;
  play(turn: Turn): Played;
}

export const system = (content: string) => ({ role: 'system', content });
export const user = (content: string) => ({ role: 'user', content });
export const assistant = (content: string) => ({ role: 'assistant', content });

export function toolCall(id: string, name: string, args: unknown) {
  return { id, type: 'function', function: { name, arguments: JSON.stringify(args) } };
}
