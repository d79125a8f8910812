import type { Attributes } from '../../otlp/otlp-request.ts';
import type { Dialect } from '../dialect.ts';
import { readJson } from '../readers.ts';
import { readDocuments, readOpenInferenceMessages } from './openinference-messages.ts';
import { readOpenLlmetryMessages } from './openllmetry-messages.ts';
import { readVercelAnswer } from './vercel-answer.ts';

/** Where an input or an output is found. */
export interface ContentSource {
  dialect: Dialect;
  /** Names, and beginnings of names that end in a full stop. They are not kept once more among the attributes. */
  attributes: readonly string[];
  /** Null if it is not there. */
  read: (attributes: Attributes) => unknown;
}

/** The preferred source first: messages say more than what an instrumentation made of them. */
export const inputSources: readonly ContentSource[] = [
  json('langfuse', 'langfuse.observation.input'),
  {
    dialect: 'opentelemetry',
    attributes: ['gen_ai.input.messages', 'gen_ai.system_instructions', 'gen_ai.prompt'],
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
  {
    dialect: 'vercel',
    attributes: ['ai.response.text', 'ai.response.object', 'ai.response.toolCalls', 'ai.response.reasoning'],
    read: readVercelAnswer,
  },
  json('opentelemetry', 'gen_ai.tool.call.result'),
  json('vercel', 'ai.toolCall.result', 'ai.embedding', 'ai.embeddings', 'ai.ranking'),
  documents('retrieval.documents'),
  documents('reranker.output_documents'),
  json('openinference', 'output.value'),
  json('openllmetry', 'traceloop.entity.output'),
  json('langfuse', 'langfuse.trace.output'),
];

function json(dialect: Dialect, ...attributes: string[]): ContentSource {
  return {
    dialect,
    attributes,
    read: (from) => attributes.map((name) => readJson(from[name])).find((value) => value !== null) ?? null,
  };
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
function readOtelMessages(attributes: Attributes): unknown {
  const messages = readJson(attributes['gen_ai.input.messages']) ?? readJson(attributes['gen_ai.prompt']);
  const instructions = readJson(attributes['gen_ai.system_instructions']);
  if (instructions === null) return messages;
  const system = { role: 'system', parts: Array.isArray(instructions) ? instructions : [instructions] };
  return Array.isArray(messages) ? [system, ...messages] : messages === null ? [system] : [system, messages];
}
