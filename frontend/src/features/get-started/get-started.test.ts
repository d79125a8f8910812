import { describe, expect, it } from 'vitest';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { buildSnippet } from './build-snippet.ts';
import { snippetLanguages } from './get-started-search.ts';
import { newerTrace } from './use-latest-trace.ts';

const input = { apiUrl: 'http://localhost:3000', apiKey: 'sbx_local_k_s', model: 'sandbox/lorem' };

describe('a snippet', () => {
  it.each(snippetLanguages)('in %s holds the real address and key', (language) => {
    const code = buildSnippet(language, input);
    expect(code).toContain('http://localhost:3000/');
    expect(code).toContain('sbx_local_k_s');
  });

  it.each(['curl', 'typescript', 'python'] as const)('in %s names the model and streams', (language) => {
    const code = buildSnippet(language, input);
    expect(code).toContain('sandbox/lorem');
    expect(code).toContain('/v1');
    expect(code.toLowerCase()).toMatch(/stream"?[:=]\s?true/);
  });

  it('for curl carries a body that is JSON and breaks no quote', () => {
    const body = /-d '([^']*)'/.exec(buildSnippet('curl', input))?.[1] ?? '';
    expect(JSON.parse(body)).toMatchObject({ model: 'sandbox/lorem', stream: true });
  });

  it('for OpenTelemetry encodes the space of the header, as its specification asks', () => {
    const code = buildSnippet('otel', input);
    expect(code).toContain('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT="http://localhost:3000/otel/v1/traces"');
    expect(code).toContain('OTEL_EXPORTER_OTLP_TRACES_HEADERS="Authorization=Bearer%20sbx_local_k_s"');
    expect(code).toContain('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL="http/protobuf"');
  });
});

describe('the latest trace', () => {
  const trace = (startTime: string, spanCount = 1) => ({ startTime, spanCount }) as TraceSummary;
  const old = trace('2026-11-21T07:00:00.000Z');
  const recent = trace('2026-11-21T08:00:00.000Z');

  it('is the one that started later, whichever way it came', () => {
    expect(newerTrace(old, recent)).toBe(recent);
    expect(newerTrace(recent, old)).toBe(recent);
    expect(newerTrace(null, old)).toBe(old);
    expect(newerTrace(old, null)).toBe(old);
    expect(newerTrace(null, null)).toBeNull();
  });

  it('is the newer state of the same trace', () => {
    const grown = trace(old.startTime, 2);
    expect(newerTrace(old, grown)).toBe(grown);
  });
});
