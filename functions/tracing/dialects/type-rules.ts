import type { Span } from '../../../shared/contract/span.ts';
import type { Attributes } from '../otlp/otlp-request.ts';
import { type Alias, aliases, applyRule, type Reader } from './alias.ts';

type SpanType = Span['type'];

const ofLangfuse: Readonly<Record<string, SpanType>> = {
  ...{ generation: 'llm', embedding: 'embedding', agent: 'agent', tool: 'tool', chain: 'workflow' },
  ...{ retriever: 'retriever', evaluator: 'evaluator', guardrail: 'guardrail', event: 'event', span: 'span' },
};

const ofOpenInference: Readonly<Record<string, SpanType>> = {
  ...{ LLM: 'llm', EMBEDDING: 'embedding', CHAIN: 'workflow', RETRIEVER: 'retriever', RERANKER: 'reranker' },
  ...{ TOOL: 'tool', AGENT: 'agent', GUARDRAIL: 'guardrail', EVALUATOR: 'evaluator', PROMPT: 'span' },
};

/** Values of `gen_ai.operation.name`, with those that it had before and those that the AI SDK adds. */
const ofOperation: Readonly<Record<string, SpanType>> = {
  ...{ chat: 'llm', text_completion: 'llm', generate_content: 'llm', completion: 'llm' },
  ...{ embeddings: 'embedding', retrieval: 'retriever', rerank: 'reranker', execute_tool: 'tool' },
  ...{ create_agent: 'agent', invoke_agent: 'agent', invoke_workflow: 'workflow', agent_step: 'workflow' },
};

const ofRequestType: Readonly<Record<string, SpanType>> = {
  ...{ chat: 'llm', completion: 'llm', embedding: 'embedding', rerank: 'reranker' },
};

const ofTraceloop: Readonly<Record<string, SpanType>> = {
  ...{ workflow: 'workflow', task: 'span', agent: 'agent', tool: 'tool' },
};

/** What is around the calls repeats their usage, as an agent does. */
const ofVercel: Readonly<Record<string, SpanType>> = {
  ...{ 'ai.generateText': 'agent', 'ai.streamText': 'agent', 'ai.generateObject': 'agent', 'ai.streamObject': 'agent' },
  ...{ 'ai.embed': 'workflow', 'ai.embedMany': 'workflow', 'ai.rerank': 'workflow', 'ai.toolCall': 'tool' },
  ...{ 'ai.generateText.doGenerate': 'llm', 'ai.streamText.doStream': 'llm' },
  ...{ 'ai.generateObject.doGenerate': 'llm', 'ai.streamObject.doStream': 'llm' },
  ...{ 'ai.embed.doEmbed': 'embedding', 'ai.embedMany.doEmbed': 'embedding', 'ai.rerank.doRerank': 'reranker' },
};

/** Who says most about its spans comes first. */
export const typeRule: readonly Alias<SpanType>[] = [
  ...aliases('langfuse', oneOf(ofLangfuse), 'langfuse.observation.type'),
  ...aliases('openinference', oneOf(ofOpenInference), 'openinference.span.kind'),
  ...aliases('vercel', oneOf(ofVercel), 'ai.operationId'),
  ...aliases('opentelemetry', oneOf(ofOperation), 'gen_ai.operation.name'),
  ...aliases('openllmetry', oneOf(ofRequestType), 'llm.request.type'),
  ...aliases('openllmetry', oneOf(ofTraceloop), 'traceloop.span.kind'),
  ...aliases('opentelemetry', (value) => (value ? 'tool' : null), 'gen_ai.tool.name', 'gen_ai.tool.call.id'),
];

function oneOf(types: Readonly<Record<string, SpanType>>): Reader<SpanType> {
  return (value) => (typeof value === 'string' && Object.hasOwn(types, value) ? (types[value] ?? null) : null);
}

/** A span that names a model but no known type is a model call; so is a plain span of Langfuse's first SDKs that does. */
export function spanType(attributes: Attributes, namesModel: boolean): SpanType {
  const known = applyRule(typeRule, attributes);
  if (known !== null && known !== 'span') return known;
  if (namesModel) return 'llm';
  return isAgentRun(attributes) ? 'agent' : 'span';
}

/** Pydantic AI before it named operations: the run of an agent, whose usage repeats that of the calls below it. */
function isAgentRun(attributes: Attributes): boolean {
  return 'gen_ai.agent.name' in attributes && 'gen_ai.usage.input_tokens' in attributes;
}
