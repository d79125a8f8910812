/**
 * Streams of the Messages API, in the form of the examples in Anthropic's documentation ("Streaming messages":
 * basic request, tool use, extended thinking, errors; "Citations") with ids and texts of our own. Usage as in answers
 * of November 2026, which add `cache_creation` and `output_tokens_details`.
 */
const event = (json: { type: string }) => `event: ${json.type}\ndata: ${JSON.stringify(json)}\n\n`;
const start = (usage: object = { input_tokens: 25, output_tokens: 1 }) =>
  event({
    type: 'message_start',
    message: { id: 'msg_1', type: 'message', role: 'assistant', content: [], model: 'claude-opus-5-20260901', usage },
  } as { type: string });
const open = (index: number, content_block: object) =>
  event({ type: 'content_block_start', index, content_block } as { type: string });
const delta = (index: number, part: object) =>
  event({ type: 'content_block_delta', index, delta: part } as { type: string });
const close = (index: number) => event({ type: 'content_block_stop', index } as { type: string });
const text = (index: number, ...texts: string[]) =>
  open(index, { type: 'text', text: '' }) +
  texts.map((each) => delta(index, { type: 'text_delta', text: each })).join('');
const finish = (stop_reason: string, usage: object, stop_sequence: string | null = null) =>
  event({ type: 'message_delta', delta: { stop_reason, stop_sequence }, usage } as { type: string }) +
  event({ type: 'message_stop' });
const ping = event({ type: 'ping' });

export const textStream = start() + text(0, 'Hello', '!') + ping + close(0) + finish('end_turn', { output_tokens: 15 });

export const stopSequenceStream =
  start() + text(0, 'One') + close(0) + finish('stop_sequence', { output_tokens: 2 }, 'Two');

export const toolStream =
  start({ input_tokens: 472, output_tokens: 2 }) +
  text(0, 'Let me look.') +
  close(0) +
  open(1, { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: {} }) +
  delta(1, { type: 'input_json_delta', partial_json: '' }) +
  delta(1, { type: 'input_json_delta', partial_json: '{"location": "San' }) +
  delta(1, { type: 'input_json_delta', partial_json: ' Francisco, CA"}' }) +
  close(1) +
  open(2, { type: 'tool_use', id: 'toolu_2', name: 'get_time', input: {} }) +
  close(2) +
  finish('tool_use', { output_tokens: 89 });

export const thinkingStream =
  start({
    input_tokens: 5,
    cache_creation_input_tokens: 1_253,
    cache_read_input_tokens: 128_955,
    cache_creation: { ephemeral_5m_input_tokens: 253, ephemeral_1h_input_tokens: 1_000 },
    output_tokens: 4,
    service_tier: 'standard',
  }) +
  open(0, { type: 'thinking', thinking: '', signature: '' }) +
  delta(0, { type: 'thinking_delta', thinking: '27 × 453:' }) +
  delta(0, { type: 'thinking_delta', thinking: ' 12,231.' }) +
  delta(0, { type: 'signature_delta', signature: 'EqQBCgIYAhIM1gbcDa9GJwZA2b3h' }) +
  close(0) +
  open(1, { type: 'redacted_thinking', data: 'EmwKAhgBEgy3va3pzix' }) +
  close(1) +
  text(2, 'It is 12,231.') +
  close(2) +
  event({ type: 'an_event_of_the_future' }) +
  finish('end_turn', {
    input_tokens: 5,
    cache_creation_input_tokens: 1_253,
    cache_read_input_tokens: 128_955,
    output_tokens: 60,
    output_tokens_details: { thinking_tokens: 41 },
  });

export const citation = {
  type: 'char_location',
  cited_text: 'The grass is green.',
  document_index: 0,
  document_title: 'Facts',
  start_char_index: 0,
  end_char_index: 20,
};

export const citationStream =
  start() +
  text(0, 'It says: ') +
  close(0) +
  text(1, 'the grass', ' is green') +
  delta(1, { type: 'citations_delta', citation }) +
  close(1) +
  finish('end_turn', { output_tokens: 20 });

export const overloadedStream =
  start() +
  text(0, 'Hel') +
  event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } } as { type: string });

export const cutStream = start() + text(0, 'Hel');

export const allStreams = { textStream, stopSequenceStream, toolStream, thinkingStream, citationStream };
