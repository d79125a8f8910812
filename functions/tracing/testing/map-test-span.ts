import { type Span, spanSchema } from '../../../shared/contract/span.ts';
import { type MapContext, mapSpan } from '../otlp/map-span.ts';
import { createModelLookup } from '../otlp/model-lookup.ts';
import { type Attributes, emptySpan, type OtlpSpan } from '../otlp/otlp-request.ts';

export const testContext: MapContext & { receivedAt: number } = {
  projectId: '01957ea0-0000-7000-8000-000000000001',
  keyId: 'key1',
  findModel: createModelLookup([]),
  receivedAt: 1_773_144_000_000,
  resource: { 'service.name': 'shop', 'deployment.environment': 'test' },
  scope: { name: 'lib', version: '1' },
};

/** A span with these attributes, mapped, and checked against the contract. */
export function mapTestSpan(
  attributes: Attributes,
  overrides: Partial<OtlpSpan> = {},
  context: Partial<MapContext> = {},
): Span {
  const span: OtlpSpan = {
    ...emptySpan(),
    traceId: '7'.repeat(32),
    spanId: '5'.repeat(16),
    name: 'chat',
    startTimeUnixNano: '1773144000000000000',
    endTimeUnixNano: '1773144001500000000',
    ...overrides,
    attributes,
  };
  return spanSchema.parse(mapSpan(span, { ...testContext, ...context }));
}
