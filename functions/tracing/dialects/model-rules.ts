import { aliases, type RuleTable } from './alias.ts';
import { readCount, readFlag, readJsonObject, readLabel, readText, readTexts } from './readers.ts';

/**
 * https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/, with names it had before;
 * https://github.com/Arize-ai/openinference/blob/main/spec/semantic_conventions.md;
 * https://ai-sdk.dev/docs/ai-sdk-core/telemetry; https://langfuse.com/integrations/native/opentelemetry.
 */
export interface ModelAttributes {
  operation: string;
  provider: string;
  requestedModel: string;
  answeringModel: string;
  finishReasons: string[];
  isStreamed: boolean;
  secondsToFirstToken: number;
  promptName: string;
  promptVersion: string;
}

export const modelRules: RuleTable<ModelAttributes> = {
  operation: [
    ...aliases('opentelemetry', readText, 'gen_ai.operation.name'),
    ...aliases('openllmetry', readText, 'llm.request.type'),
    ...aliases('vercel', readVercelOperation, 'ai.operationId'),
  ],
  provider: [
    ...aliases('opentelemetry', readText, 'gen_ai.provider.name'),
    // The AI SDK writes `openai.chat` and `anthropic.messages` here and in `gen_ai.system`.
    ...aliases('vercel', readProviderPart, 'ai.model.provider'),
    ...aliases('opentelemetry', readText, 'gen_ai.system'),
    ...aliases('openinference', readText, 'llm.provider', 'llm.system'),
  ],
  requestedModel: [
    ...aliases('langfuse', readText, 'langfuse.observation.model.name'),
    ...aliases('opentelemetry', readText, 'gen_ai.request.model'),
    ...aliases('vercel', readText, 'ai.model.id'),
    ...aliases('openinference', readText, 'llm.request.model_name'),
    // Instrumentations put what answered over what was asked for in `llm.model_name`.
    ...aliases('openinference', readModelParameter, 'llm.invocation_parameters', 'embedding.invocation_parameters'),
    ...aliases('openinference', readText, 'llm.model_name'),
    ...aliases('openinference', readText, 'embedding.model_name', 'reranker.model_name'),
  ],
  answeringModel: [
    ...aliases('opentelemetry', readText, 'gen_ai.response.model'),
    ...aliases('vercel', readText, 'ai.response.model'),
    ...aliases('openinference', readText, 'llm.response.model_name', 'llm.model_name', 'embedding.model_name'),
  ],
  finishReasons: [
    ...aliases('opentelemetry', readTexts, 'gen_ai.response.finish_reasons'),
    ...aliases('vercel', readTexts, 'ai.response.finishReason'),
    ...aliases('openinference', readTexts, 'llm.finish_reason'),
    ...aliases('openllmetry', readTexts, 'gen_ai.completion.0.finish_reason'),
  ],
  isStreamed: [
    ...aliases('opentelemetry', readFlag, 'gen_ai.request.stream'),
    ...aliases('openllmetry', readFlag, 'llm.is_streaming'),
    ...aliases('vercel', readVercelStream, 'ai.operationId'),
    ...aliases('openinference', readStreamParameter, 'llm.invocation_parameters'),
  ],
  secondsToFirstToken: [
    ...aliases('opentelemetry', readCount, 'gen_ai.response.time_to_first_chunk', 'gen_ai.server.time_to_first_token'),
    ...aliases('vercel', readMilliseconds, 'ai.response.msToFirstChunk', 'ai.stream.msToFirstChunk'),
    // OpenTelemetry's name of a metric, which version 7 of the AI SDK writes on the span.
    ...aliases('vercel', readCount, 'gen_ai.client.operation.time_to_first_chunk'),
  ],
  promptName: aliases('langfuse', readText, 'langfuse.observation.prompt.name'),
  promptVersion: [
    ...aliases('langfuse', readLabel, 'langfuse.observation.prompt.version'),
    ...aliases('openinference', readLabel, 'llm.prompt_template.version'),
  ],
};

/** What the request asked for, by the name it has in the parameters of a model call. */
export const parameterAttributes: Readonly<Record<string, string>> = {
  'gen_ai.request.temperature': 'temperature',
  'gen_ai.request.top_p': 'top_p',
  'gen_ai.request.top_k': 'top_k',
  'gen_ai.request.max_tokens': 'max_tokens',
  'gen_ai.request.frequency_penalty': 'frequency_penalty',
  'gen_ai.request.presence_penalty': 'presence_penalty',
  'gen_ai.request.stop_sequences': 'stop',
  'gen_ai.request.seed': 'seed',
  'gen_ai.request.choice.count': 'n',
  'gen_ai.request.encoding_formats': 'encoding_formats',
  'gen_ai.output.type': 'output_type',
  'gen_ai.openai.request.seed': 'seed',
  'gen_ai.openai.request.response_format': 'response_format',
  'llm.top_k': 'top_k',
  'llm.frequency_penalty': 'frequency_penalty',
  'llm.presence_penalty': 'presence_penalty',
  'llm.chat.stop_sequences': 'stop',
  'ai.settings.temperature': 'temperature',
  'ai.settings.topP': 'top_p',
  'ai.settings.topK': 'top_k',
  'ai.settings.maxOutputTokens': 'max_tokens',
  'ai.settings.maxTokens': 'max_tokens',
  'ai.settings.frequencyPenalty': 'frequency_penalty',
  'ai.settings.presencePenalty': 'presence_penalty',
  'ai.settings.stopSequences': 'stop',
  'ai.settings.seed': 'seed',
};

/** All parameters at once, as JSON. */
export const parameterObjects = [
  ...aliases('langfuse', readJsonObject, 'langfuse.observation.model.parameters'),
  ...aliases('openinference', readJsonObject, 'llm.invocation_parameters', 'embedding.invocation_parameters'),
];

function readProviderPart(value: unknown): string | null {
  const text = readText(value);
  return text === null ? null : (text.split('.')[0] ?? null);
}

function readModelParameter(value: unknown): string | null {
  return readText(readJsonObject(value)?.['model']);
}

function readStreamParameter(value: unknown): boolean | null {
  return readFlag(readJsonObject(value)?.['stream']);
}

function readMilliseconds(value: unknown): number | null {
  const milliseconds = readCount(value);
  return milliseconds === null ? null : milliseconds / 1000;
}

/** The AI SDK's own name of what it does; only the parts that call a model are operations of one. */
function readVercelOperation(value: unknown): string | null {
  const id = readText(value);
  if (id === null) return null;
  if (/\.do(Generate|Stream)$/.test(id)) return 'chat';
  return id.endsWith('.doEmbed') ? 'embeddings' : id.endsWith('.doRerank') ? 'rerank' : null;
}

function readVercelStream(value: unknown): boolean | null {
  const id = readText(value);
  return id === null ? null : id.startsWith('ai.stream');
}
