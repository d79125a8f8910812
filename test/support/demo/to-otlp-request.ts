import type { DemoContext, DemoEvent, DemoModelCall, DemoSpan, DemoTrace } from './demo-span.ts';
import { nanos } from './to-native-spans.ts';

const operations: Partial<Record<DemoSpan['type'], string>> = {
  llm: 'chat',
  embedding: 'embeddings',
  reranker: 'rerank',
  retriever: 'retrieval',
  tool: 'execute_tool',
  agent: 'invoke_agent',
  workflow: 'invoke_workflow',
};
/** What the GenAI conventions have no operation for. */
const kinds: Partial<Record<DemoSpan['type'], string>> = { guardrail: 'GUARDRAIL', evaluator: 'EVALUATOR' };

/** An ExportTraceServiceRequest in JSON, in the words of OpenTelemetry's GenAI conventions. */
export function toOtlpRequest(traces: readonly DemoTrace[]): object {
  return {
    resourceSpans: traces.map(({ context, spans }) => ({
      resource: { attributes: attributesOf(resourceOf(context)) },
      scopeSpans: [
        { scope: { name: 'nordpfad-demo', version: '1.0' }, spans: spans.map((span) => toOtlp(span, context)) },
      ],
    })),
  };
}

function resourceOf({ service, release, environment, region }: DemoContext) {
  return {
    'service.name': service,
    'service.version': release,
    'deployment.environment.name': environment,
    'cloud.region': region,
    'telemetry.sdk.language': 'nodejs',
    'signalbox.simulated': true,
  };
}

function toOtlp(span: DemoSpan, context: DemoContext): object {
  return {
    traceId: context.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId === null ? {} : { parentSpanId: span.parentSpanId }),
    name: span.name,
    kind: span.type === 'llm' ? 3 : 1,
    startTimeUnixNano: nanos(span.start),
    endTimeUnixNano: nanos(span.end),
    attributes: attributesOf({ ...contextOf(span, context), ...contentOf(span), ...callOf(span) }),
    events: span.events.map(toEvent),
    status: span.errorType === undefined ? { code: 1 } : { code: 2, message: span.statusMessage },
  };
}

function contextOf({ type, parentSpanId, metadata, errorType }: DemoSpan, context: DemoContext): Attributes {
  return {
    'gen_ai.operation.name': operations[type],
    'openinference.span.kind': kinds[type],
    'session.id': context.sessionId ?? undefined,
    'user.id': context.userId ?? undefined,
    'langfuse.trace.name': context.traceName,
    'error.type': errorType,
    tags: parentSpanId === null ? context.tags : undefined,
    metadata: metadata && JSON.stringify(metadata),
  };
}

function contentOf({ type, input, output }: DemoSpan): Attributes {
  const [inputName, outputName] =
    type === 'llm'
      ? ['gen_ai.input.messages', 'gen_ai.output.messages']
      : type === 'tool'
        ? ['gen_ai.tool.call.arguments', 'gen_ai.tool.call.result']
        : ['input.value', 'output.value'];
  return { [inputName]: textOf(input), [outputName]: textOf(output) };
}

function callOf({ model, usage }: DemoSpan): Attributes {
  if (model === undefined) return {};
  return {
    'gen_ai.provider.name': model.provider,
    'gen_ai.request.model': model.requestedModel,
    'gen_ai.response.model': model.answeringModel,
    'gen_ai.response.finish_reasons': model.finishReasons,
    'gen_ai.response.time_to_first_chunk': model.timeToFirstTokenMs && model.timeToFirstTokenMs / 1000,
    'langfuse.observation.prompt.name': model.prompt?.name,
    'langfuse.observation.prompt.version': model.prompt?.version,
    'gen_ai.usage.input_tokens': usage?.input,
    'gen_ai.usage.output_tokens': usage?.output,
    'gen_ai.usage.cache_read.input_tokens': usage?.cacheRead,
    'gen_ai.usage.reasoning.output_tokens': usage?.reasoning,
    ...parametersOf(model),
  };
}

function parametersOf({ parameters = {} }: DemoModelCall): Attributes {
  const { temperature, max_tokens, tools } = parameters;
  return {
    'gen_ai.request.temperature': typeof temperature === 'number' ? temperature : undefined,
    'gen_ai.request.max_tokens': typeof max_tokens === 'number' ? max_tokens : undefined,
    'gen_ai.tool.definitions': tools === undefined ? undefined : JSON.stringify(tools),
  };
}

function toEvent({ at, name, attributes }: DemoEvent): object {
  return { timeUnixNano: nanos(at), name, attributes: attributesOf(attributes) };
}

type Value = string | number | boolean | readonly string[] | undefined;
type Attributes = Record<string, Value>;

function attributesOf(values: Readonly<Attributes>): object[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: anyValueOf(value) }],
  );
}

function anyValueOf(value: Exclude<Value, undefined>): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return { arrayValue: { values: value.map((each) => ({ stringValue: each })) } };
}

function textOf(value: unknown): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
