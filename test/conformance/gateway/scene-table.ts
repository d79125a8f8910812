import type { ProviderKind } from '../../../shared/contract/providers.ts';
import type { SceneName } from '../../fixtures/fake-provider/world/scenes.ts';
import type { Client, Dialogue } from './clients/client.ts';

/** A pixel, and the beginning of a document. */
const image = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const document = Buffer.from('%PDF-1.4\n1 0 obj << >> endobj\n').toString('base64');
const schema = {
  ...{ type: 'object', properties: { city: { type: 'string' }, ships: { type: 'array', items: { type: 'integer' } } } },
  ...{ required: ['city', 'ships'], additionalProperties: false },
};

export interface Row {
  /** What the table in the documentation calls it. */
  name: string;
  tells: SceneName;
  asks?: Partial<Dialogue>;
  /** Surfaces that have no words for it. */
  unknownTo?: Client['surface'][];
}

/** What every client asks of every kind of provider. */
export const rows: readonly Row[] = [
  { name: 'text and instructions', tells: 'text', asks: { system: 'Be short.' } },
  { name: 'a tool', tells: 'tool', asks: { hasTools: true } },
  { name: 'parallel tools and their results', tells: 'tools', asks: { hasTools: true } },
  { name: 'an image as input', tells: 'text', asks: { image } },
  { name: 'a document as input', tells: 'text', asks: { document } },
  { name: 'structured output', tells: 'json', asks: { schema } },
  { name: 'reasoning', tells: 'reasoning', asks: { thinks: true } },
  { name: 'a stop sequence', tells: 'stop', asks: { stop: 'Two' }, unknownTo: ['responses'] },
  { name: 'a limit of output', tells: 'length', asks: { maxTokens: 1_025 } },
  { name: 'cache read and write', tells: 'written' },
];

export const failures = [
  { fault: 'status-400', status: 400, errorType: 'provider_rejected_request', retryAfter: null },
  { fault: 'status-401', status: 502, errorType: 'provider_authentication_failed', retryAfter: null },
  { fault: 'status-429', status: 429, errorType: 'provider_rate_limited', retryAfter: '7' },
  { fault: 'status-500', status: 502, errorType: 'provider_failed', retryAfter: null },
] as const;

/** Kinds that do not tell how many tokens were thought, or were written to a cache: those are counted as others. */
export const silentAbout: Readonly<Record<'reasoning' | 'written', readonly ProviderKind[]>> = {
  reasoning: ['bedrock'],
  written: ['gemini'],
};
