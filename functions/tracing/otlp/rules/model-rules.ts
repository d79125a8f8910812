import { type RuleTable, readCount, readFlag, readText, readTexts } from './rule.ts';

/** https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/, with names it had before. */
export interface ModelAttributes {
  operation: string;
  provider: string;
  requestedModel: string;
  answeringModel: string;
  finishReasons: string[];
  isStreamed: boolean;
  secondsToFirstToken: number;
}

export const modelRules: RuleTable<ModelAttributes> = {
  operation: { attributes: ['gen_ai.operation.name'], read: readText },
  provider: { attributes: ['gen_ai.provider.name', 'gen_ai.system'], read: readText },
  requestedModel: { attributes: ['gen_ai.request.model'], read: readText },
  answeringModel: { attributes: ['gen_ai.response.model'], read: readText },
  finishReasons: { attributes: ['gen_ai.response.finish_reasons'], read: readTexts },
  isStreamed: { attributes: ['gen_ai.request.stream'], read: readFlag },
  secondsToFirstToken: { attributes: ['gen_ai.response.time_to_first_chunk'], read: readCount },
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
};
