import type { Span } from '../../../shared/contract/span.ts';
import type { Attributes, OtlpSpan } from '../otlp/otlp-request.ts';
import { aliases, applyRules, type RuleTable } from './alias.ts';
import { readText } from './readers.ts';

export const errorRules: RuleTable<{ errorType: string; statusMessage: string; level: string }> = {
  errorType: aliases('opentelemetry', readText, 'error.type', 'exception.type'),
  statusMessage: [
    ...aliases('langfuse', readText, 'langfuse.observation.status_message'),
    ...aliases('opentelemetry', readText, 'exception.message'),
  ],
  level: aliases('langfuse', readText, 'langfuse.observation.level'),
};

const errorNames = Object.values(errorRules).flatMap((rule) => rule.map(({ attribute }) => attribute));

const statuses: Readonly<Record<number, Span['status']>> = { 1: 'ok', 2: 'error' };

/** How a span ended. Langfuse tells it by a level of its own. */
export function mapStatus(span: OtlpSpan): Pick<Span, 'status' | 'errorType' | 'statusMessage'> {
  const exception = span.events.find((event) => event.name === 'exception')?.attributes ?? {};
  const {
    errorType = null,
    statusMessage = null,
    level,
  } = applyRules(errorRules, { ...errorsIn(exception), ...errorsIn(span.attributes) });
  return {
    status: level === 'ERROR' ? 'error' : (statuses[span.statusCode] ?? 'unset'),
    errorType,
    statusMessage: span.statusMessage || statusMessage,
  };
}

function errorsIn(attributes: Attributes): Attributes {
  const own = errorNames.filter((name) => Object.hasOwn(attributes, name));
  return Object.fromEntries(own.map((name) => [name, attributes[name]]));
}
