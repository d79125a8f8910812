import type { Attributes } from '../../otlp/otlp-request.ts';
import type { Dialect } from '../dialect.ts';
import { readJson } from '../readers.ts';
import { readDocuments, readOpenInferenceMessages } from './openinference-messages.ts';
import { readOpenLlmetryMessages } from './openllmetry-messages.ts';
import { readVercelAnswer, vercelAnswerAttributes } from './vercel-answer.ts';

export interface FoundContent {
  value: NonNullable<unknown>;
  /** What is in the value, whole, and so not kept once more among the attributes. Whatever it leaves out stays there. */
  attributes: readonly string[];
}

/** Where an input or an output is found. */
export interface ContentSource {
  dialect: Dialect;
  /** Names, and beginnings of names that end in a full stop. */
  attributes: readonly string[];
  /** Null if it is not there. */
  read: (attributes: Attributes) => FoundContent | null;
}

const instructionsAttribute = 'gen_ai.system_instructions';

/** The preferred source first: messages say more than what an instrumentation made of them. */
export const inputSources: readonly ContentSource[] = [
  json('langfuse', 'langfuse.observation.input'),
  {
    dialect: 'opentelemetry',
    attributes: ['gen_ai.input.messages', instructionsAttribute, 'gen_ai.prompt'],
    read: readOtelMessages,
  },
  openInferenceMessages('llm.input_messages'),
  openLlmetryMessages('gen_ai.prompt', 'user'),
  json('vercel', 'ai.prompt.messages', 'ai.prompt'),
  json('opentelemetry', 'gen_ai.tool.call.arguments'),
  json('vercel', 'ai.toolCall.args', 'ai.value', 'ai.values'),
  json('openinference', 'input.value', 'reranker.query'),
  json('openllmetry', 'traceloop.entity.input'),
  json('langfuse', 'langfuse.trace.input'),
];

export const outputSources: readonly ContentSource[] = [
  json('langfuse', 'langfuse.observation.output'),
  json('opentelemetry', 'gen_ai.output.messages', 'gen_ai.completion'),
  openInferenceMessages('llm.output_messages'),
  openLlmetryMessages('gen_ai.completion', 'assistant'),
  { dialect: 'vercel', attributes: vercelAnswerAttributes, read: readVercelAnswer },
  json('opentelemetry', 'gen_ai.tool.call.result'),
  json('vercel', 'ai.toolCall.result', 'ai.embedding', 'ai.embeddings', 'ai.ranking'),
  documents('retrieval.documents'),
  documents('reranker.output_documents'),
  json('openinference', 'output.value'),
  json('openllmetry', 'traceloop.entity.output'),
  json('langfuse', 'langfuse.trace.output'),
];

function json(dialect: Dialect, ...attributes: string[]): ContentSource {
  return { dialect, attributes, read: (from) => readFirst(attributes, from) };
}

function readFirst(names: readonly string[], from: Attributes): FoundContent | null {
  for (const name of names) {
    const value = readJson(from[name]);
    if (value !== null) return { value, attributes: [name] };
  }
  return null;
}

function openInferenceMessages(prefix: string): ContentSource {
  const attributes = [`${prefix}.`];
  return { dialect: 'openinference', attributes, read: (from) => readOpenInferenceMessages(from, prefix) };
}

function documents(prefix: string): ContentSource {
  return { dialect: 'openinference', attributes: [`${prefix}.`], read: (from) => readDocuments(from, prefix) };
}

function openLlmetryMessages(prefix: string, role: string): ContentSource {
  const attributes = [`${prefix}.`];
  return { dialect: 'openllmetry', attributes, read: (from) => readOpenLlmetryMessages(from, prefix, role) };
}

/** Instructions that are reported beside the messages are the system's message. */
function readOtelMessages(from: Attributes): FoundContent | null {
  const messages = readFirst(['gen_ai.input.messages', 'gen_ai.prompt'], from);
  const instructions = readJson(from[instructionsAttribute]);
  if (instructions === null) return messages;
  const system = { role: 'system', parts: Array.isArray(instructions) ? instructions : [instructions] };
  const said = messages === null ? [] : Array.isArray(messages.value) ? messages.value : [messages.value];
  return { value: [system, ...said], attributes: [instructionsAttribute, ...(messages?.attributes ?? [])] };
}
