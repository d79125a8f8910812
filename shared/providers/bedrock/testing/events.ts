/**
 * Events of ConverseStream in the form of the API reference (ConverseStreamOutput) and of the recordings in the AI SDK's
 * tests (packages/amazon-bedrock, `bedrock-reasoning`, `bedrock-tool-no-args`, `bedrock-document-citations`), with texts
 * of our own.
 */
const delta = (contentBlockIndex: number, part: object) => ({ contentBlockDelta: { contentBlockIndex, delta: part } });
const stop = (contentBlockIndex: number) => ({ contentBlockStop: { contentBlockIndex } });
const start = { messageStart: { role: 'assistant' } };
const metadata = (usage: object) => ({ metadata: { usage, metrics: { latencyMs: 1 } } });
const counts = { inputTokens: 51, outputTokens: 94, serverToolUsage: {}, totalTokens: 145 };

export const reasoningEvents = [
  start,
  delta(0, { reasoningContent: { text: 'One, ' } }),
  delta(0, { reasoningContent: { text: 'two.' } }),
  delta(0, { reasoningContent: { signature: 'Ep0CCkgICxABGAIq' } }),
  stop(0),
  delta(1, { reasoningContent: { redactedContent: 'cnNuX3BVUGg=' } }),
  stop(1),
  delta(2, { text: 'It is' }),
  delta(2, { text: ' two.' }),
  stop(2),
  {
    messageStop: { additionalModelResponseFields: { delta: { stop_sequence: 'END' } }, stopReason: 'stop_sequence' },
  },
  metadata({
    ...counts,
    cacheReadInputTokens: 1_000,
    cacheWriteInputTokens: 30,
    cacheDetails: [
      { inputTokens: 20, ttl: '5m' },
      { inputTokens: 10, ttl: '1h' },
    ],
  }),
];

/** As recorded: no start, and usage before the end. */
export const toolEvents = [
  { contentBlockStart: { contentBlockIndex: 0, start: {} } },
  delta(0, { text: 'I look.' }),
  stop(0),
  { contentBlockStart: { contentBlockIndex: 1, start: { toolUse: { toolUseId: 'tooluse_1', name: 'look' } } } },
  delta(1, { toolUse: { input: '{"a"' } }),
  delta(1, { toolUse: { input: ':1}' } }),
  stop(1),
  { contentBlockStart: { contentBlockIndex: 2, start: { toolUse: { toolUseId: 'tooluse_2', name: 'list' } } } },
  delta(2, { toolUse: { input: '' } }),
  stop(2),
  metadata(counts),
  { messageStop: { stopReason: 'tool_use' } },
];

export const citation = {
  location: { documentPage: { documentIndex: 0, start: 1, end: 2 } },
  sourceContent: [{ text: 'A harbour is a shelter.' }],
  title: 'document-1',
};

export const citationEvents = [
  start,
  delta(0, { text: 'It says ' }),
  stop(0),
  delta(1, { citation }),
  delta(1, { text: 'a shelter' }),
  stop(1),
  { anEventOfTheFuture: {} },
  delta(2, { aDeltaOfTheFuture: {} }),
  { messageStop: { stopReason: 'guardrail_intervened' } },
];

/** `model-stream-error-exception.eventstream.base64.txt` of the same recordings: 221 bytes as Bedrock sent them. */
export const recordedException =
  'AAAA3QAAAGfHkZB6DTptZXNzYWdlLXR5cGUHAAlleGNlcHRpb24POmV4Y2VwdGlvbi10eXBlBwAZbW9kZWxTdHJlYW1FcnJvckV4Y2VwdGlvbg06Y29udGVudC10eXBlBwAQYXBwbGljYXRpb24vanNvbnsibWVzc2FnZSI6Ik1vZGVsIFN0cmVhbSBFcnJvciIsIm9yaWdpbmFsU3RhdHVzQ29kZSI6NTAwLCJvcmlnaW5hbE1lc3NhZ2UiOiJUaGUgbW9kZWwgc3RyZWFtIGZhaWxlZC4ifVczQxM=';
