import type { Span } from '../../../shared/contract/span.ts';
import { aliases, type RuleTable } from './alias.ts';
import { readLabel, readText, readTexts } from './readers.ts';

type Context = Pick<Span, 'service' | 'environment' | 'release' | 'sessionId' | 'userId' | 'tags'> & {
  traceName: string;
  region: string;
};

/** What SDKs say where nobody named the service is no name. */
function readServiceName(value: unknown): string | null {
  const name = readText(value);
  return name === null || /^unknown_service(:|$)/.test(name) ? null : name;
}

/** Looked for in the span, then in its resource. */
export const contextRules: RuleTable<Context> = {
  service: [
    ...aliases('opentelemetry', readServiceName, 'service.name'),
    // Where Phoenix's own `register` puts the project.
    ...aliases('openinference', readText, 'openinference.project.name'),
  ],
  environment: [
    ...aliases('langfuse', readText, 'langfuse.environment'),
    ...aliases('opentelemetry', readText, 'deployment.environment.name', 'deployment.environment'),
  ],
  release: [
    ...aliases('langfuse', readLabel, 'langfuse.release', 'langfuse.version'),
    ...aliases('opentelemetry', readLabel, 'service.version'),
  ],
  sessionId: [
    ...aliases('opentelemetry', readLabel, 'session.id', 'gen_ai.conversation.id'),
    ...aliases('langfuse', readLabel, 'langfuse.session.id'),
    ...aliases('vercel', readLabel, 'ai.telemetry.metadata.sessionId', 'ai.telemetry.metadata.session_id'),
    ...aliases(
      'openllmetry',
      readLabel,
      'traceloop.association.properties.session_id',
      'traceloop.association.properties.sessionId',
    ),
  ],
  userId: [
    ...aliases('opentelemetry', readLabel, 'user.id', 'enduser.id'),
    ...aliases('langfuse', readLabel, 'langfuse.user.id'),
    ...aliases('vercel', readLabel, 'ai.telemetry.metadata.userId', 'ai.telemetry.metadata.user_id'),
    ...aliases(
      'openllmetry',
      readLabel,
      'traceloop.association.properties.user_id',
      'traceloop.association.properties.userId',
    ),
  ],
  tags: [
    ...aliases('langfuse', readTexts, 'langfuse.trace.tags'),
    ...aliases('openinference', readTexts, 'tag.tags'),
    ...aliases('vercel', readTexts, 'ai.telemetry.metadata.tags'),
    ...aliases('opentelemetry', readTexts, 'tags'),
  ],
  // The second is what the instrumentation of the AWS SDK says of Bedrock.
  region: aliases('opentelemetry', readText, 'cloud.region', 'aws.region'),
  traceName: aliases('langfuse', readText, 'langfuse.trace.name'),
};
