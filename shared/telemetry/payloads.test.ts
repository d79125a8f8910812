import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCall, buildSpan, hexOf } from '../../test/support/build-span.ts';
import { memoryBlobs } from '../../test/support/memory-blobs.ts';
import { compressJson } from './compression.ts';
import { offloadPayloads } from './offload-payloads.ts';
import { decodePack, encodePack } from './pack-codec.ts';
import { redactContent } from './redact-content.ts';
import { resolvePayloads } from './resolve-payloads.ts';
import { type StoredSpan, versionOf } from './stored-span.ts';
import { cut, previewOf, toPayload } from './to-payload.ts';

const noise = Array.from({ length: 500 }, (_, index) => hexOf(String(index), 64)).join('');

describe('a pack', () => {
  test('brings back its spans, and their payloads from S3', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.jsonValue(), fc.boolean()), { maxLength: 5 }), async (values) => {
        const blobs = memoryBlobs();
        const spans = values.map(([value, isLarge], index) =>
          buildCall({
            spanId: hexOf(String(index), 16),
            input: toPayload(isLarge ? [noise, value] : value),
            metadata: { value },
          }),
        );

        const stored = await decodePack(await encodePack(await offloadPayloads(spans, blobs, 30)));

        expect(blobs.objects.size).toBe(values.filter(([, isLarge]) => isLarge).length);
        expect(await resolvePayloads(stored, blobs)).toEqual(JSON.parse(JSON.stringify(spans)));
      }),
      { numRuns: 50 },
    );
  });

  test('from before there were replays says by which rules its spans were mapped', async () => {
    const span = buildSpan({ metadata: { mapping: { dialect: 'vercel', version: 2 } } });
    const { mapping, ...version } = versionOf(span);
    const old = { ...span, version } as unknown as StoredSpan;

    expect(mapping).toBe(2);
    expect((await decodePack(await encodePack([old])))[0]?.version).toEqual({ ...version, mapping: 2 });
  });

  test('from before pictures were counted apart says that there were none', async () => {
    const call = buildCall();
    const { imageOutput, ...usage } = call.usage ?? expect.unreachable();
    const old = { ...call, usage, version: versionOf(call) } as unknown as StoredSpan;

    expect(imageOutput).toBe(0);
    expect((await decodePack(await encodePack([old])))[0]?.usage).toEqual(call.usage);
  });

  test('of another version is refused', async () => {
    await expect(decodePack(await compressJson({ version: 2, spans: [] }))).rejects.toThrow('version');
    await expect(decodePack(await compressJson({ version: 1 }))).rejects.toThrow('version');
  });
});

describe('payloads in an answer', () => {
  test('stay within its bounds, the first ones first', async () => {
    const blobs = memoryBlobs();
    const spans = ['a', 'b', 'c'].map((name) =>
      buildSpan({ spanId: hexOf(name, 16), input: toPayload(name.repeat(100)) }),
    );

    const shown = await resolvePayloads(await offloadPayloads(spans, blobs, 30), blobs, {
      maxPayloadBytes: 150,
      maxTotalBytes: 210,
    });

    expect(shown.map((span) => span.input?.isTruncated)).toEqual([false, false, true]);
    expect(shown[2]?.input).toMatchObject({ value: null, bytes: 102, preview: 'c'.repeat(100) });
  });

  test('that are too large alone leave room for others', async () => {
    const blobs = memoryBlobs();
    const span = buildSpan({ input: toPayload(noise), output: toPayload('small') });

    const [shown] = await resolvePayloads(await offloadPayloads([span], blobs, 30), blobs, {
      maxPayloadBytes: 1000,
      maxTotalBytes: 1000,
    });

    expect(shown?.input).toMatchObject({ isTruncated: true, value: null });
    expect(shown?.output).toMatchObject({ isTruncated: false, value: 'small' });
  });

  test('whose object is gone show their preview', async () => {
    const stored = await offloadPayloads([buildSpan({ input: toPayload(noise) })], memoryBlobs(), 5);

    const [shown] = await resolvePayloads(stored, memoryBlobs());

    expect(shown?.input).toMatchObject({ isTruncated: true, value: null });
    expect(shown?.input?.preview).toHaveLength(300);
  });
});

describe('a preview', () => {
  test.each([
    ['plain text', 'plain text'],
    [
      [
        { role: 'user', content: 'first' },
        { role: 'user', content: ' last ' },
      ],
      'last',
    ],
    [
      [
        { role: 'user', content: 'asked' },
        { role: 'assistant', tool_calls: [] },
      ],
      'asked',
    ],
    [
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'one' },
              { type: 'text', text: 'two' },
            ],
          },
        ],
      },
      'one two',
    ],
    [{ choices: [{ index: 0, message: { role: 'assistant', content: 'answer' } }] }, 'answer'],
    [{ role: 'user', parts: [{ type: 'text', content: 'part' }] }, 'part'],
    [{ city: 'Rome' }, '{"city":"Rome"}'],
    [[], '[]'],
    [null, 'null'],
    [undefined, ''],
    [5, '5'],
  ])('of %j is %s', (value, preview) => {
    expect(previewOf(value)).toBe(preview);
  });

  test('never splits a character, and never exceeds its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 20 }), (text, length) => {
        fc.pre(text.isWellFormed());
        expect(cut(text, length).length).toBeLessThanOrEqual(length);
        expect(cut(text, length).isWellFormed()).toBe(true);
      }),
    );
  });

  test('does not follow what is nested without end', () => {
    let value: unknown = 'deep';
    for (let depth = 0; depth < 100; depth++) value = [value];

    expect(previewOf(value)).toContain('[[[');
  });

  test('knows the size of its value in bytes', () => {
    expect(toPayload('ü')).toEqual({ preview: 'ü', value: 'ü', bytes: 4, isTruncated: false });
    expect(toPayload(undefined).bytes).toBe(4);
  });
});

describe('content that is not captured', () => {
  test('leaves sizes, usage and cost, and no words', () => {
    const span = buildCall({
      input: toPayload('secret question'),
      output: null,
      statusMessage: 'secret message',
      attributes: {
        ...{
          'gen_ai.input.messages': 'secret',
          'gen_ai.request.model': 'm',
          'gen_ai.request.stop_sequences': ['secret'],
        },
        ...{ 'llm.invocation_parameters': '{"tools":["secret"]}', 'gen_ai.tool.definitions': 'secret' },
        ...{
          'llm.request.functions.0.parameters': 'secret',
          'ai.schema': 'secret',
          'ai.settings.stopSequences': 'secret',
        },
        ...{ 'langfuse.observation.model.parameters': '{"stop":"secret"}', 'llm.choices.0.completion.text': 'secret' },
        'signalbox.span': '{"input":"secret"}',
      },
      metadata: {
        events: [{ name: 'exception', attributes: { 'exception.stacktrace': 'secret', 'exception.type': 'E' } }, {}],
      },
    });

    const parameters = { temperature: 0.5, parallel_tool_calls: true, stop: ['secret'], tools: [{ name: 'secret' }] };
    const redacted = redactContent({ ...span, model: span.model && { ...span.model, parameters } });

    expect(JSON.stringify(redacted)).not.toContain('secret');
    expect(redacted).toMatchObject({ usage: span.usage, cost: span.cost, output: null });
    expect(redacted.input).toEqual({ preview: '', value: null, bytes: 17, isTruncated: true });
    expect(redacted.attributes).toMatchObject({
      'gen_ai.request.model': 'm',
      'gen_ai.input.messages': '[not stored: 6 characters]',
      'gen_ai.request.stop_sequences': '[not stored: 10 characters]',
    });
    expect(redacted.model?.parameters).toEqual({ temperature: 0.5, parallel_tool_calls: true });
  });

  test('leaves notes that are as short as a label', () => {
    const metadata = { customer: 'acme', seats: 3, isTrial: false, none: null, long: 'x'.repeat(201), list: ['a'] };

    expect(redactContent(buildSpan({ metadata })).metadata).toEqual({
      ...metadata,
      long: '[not stored: 201 characters]',
      list: '[not stored: 5 characters]',
    });
  });

  test('leaves of what OpenTelemetry says beside a span its names', () => {
    const metadata = {
      kind: 3,
      scope: { name: 'lib', version: '1', attributes: { 'service.name': 'shop', note: 'secret' } },
      mapping: { dialect: 'opentelemetry', version: 3 },
      resource: { 'service.name': 'shop', 'process.command_line': 'secret' },
      events: [
        { name: 'gen_ai.choice', timeUnixNano: '1', attributes: { index: 0, message: 'secret' }, body: 'secret' },
        'secret',
      ],
      links: [{ traceId: 'a', spanId: 'b', attributes: { note: 'secret' } }],
    };

    expect(redactContent(buildSpan({ metadata })).metadata).toEqual({
      ...metadata,
      scope: { name: 'lib', version: '1', attributes: { 'service.name': 'shop', note: '[not stored: 6 characters]' } },
      resource: { 'service.name': 'shop', 'process.command_line': '[not stored: 6 characters]' },
      events: [
        {
          ...{ name: 'gen_ai.choice', timeUnixNano: '1' },
          attributes: { index: 0, message: '[not stored: 6 characters]' },
        },
      ],
      links: [{ traceId: 'a', spanId: 'b', attributes: { note: '[not stored: 6 characters]' } }],
    });
  });
});
