import { isObject, type JsonObject, objectsIn, parseJson, stringIn } from '../../../../shared/json/json-object.ts';
import { usageIn } from '../../../../shared/pricing/usage-in.ts';
import type { RawSurface } from '../surfaces.ts';

/** What a surface told its caller, read without any client. */
export interface Told {
  text: string;
  reasoning: string;
  refusal: string;
  /** In base64. */
  pictures: string[];
  calls: { name: string; input: unknown }[];
  finish: string;
  usage: { input: number; cached: number; output: number } | null;
}

type Reader = (answer: JsonObject) => Told;

const numberIn = (object: JsonObject, name: string) => (typeof object[name] === 'number' ? object[name] : 0);
const objectIn = (object: JsonObject, name: string): JsonObject => (isObject(object[name]) ? object[name] : {});
const joined = (items: readonly JsonObject[], name: string) => items.map((item) => stringIn(item, name) ?? '').join('');
const ofType = (items: readonly JsonObject[], type: string) => items.filter((item) => item['type'] === type);

const readCompletion: Reader = (answer) => {
  const choice = objectsIn(answer['choices']).find(({ index }) => index === undefined || index === 0) ?? {};
  const message = objectIn(choice, 'message');
  const reported = usageIn(answer);
  const usage = isObject(reported) ? reported : {};
  return {
    text: stringIn(message, 'content') ?? '',
    reasoning: stringIn(message, 'reasoning_content') ?? stringIn(message, 'reasoning') ?? '',
    refusal: stringIn(message, 'refusal') ?? '',
    pictures: objectsIn(message['images']).map((image) =>
      String(objectIn(image, 'image_url')['url']).replace(/^data:image\/png;base64,/, ''),
    ),
    calls: objectsIn(message['tool_calls']).map((call) => {
      const called = objectIn(call, 'function');
      return { name: String(called['name']), input: inputOf(called['arguments']) };
    }),
    finish: stringIn(choice, 'finish_reason') ?? '',
    usage:
      Object.keys(usage).length === 0
        ? null
        : {
            input: numberIn(usage, 'prompt_tokens'),
            cached: numberIn(objectIn(usage, 'prompt_tokens_details'), 'cached_tokens'),
            output: numberIn(usage, 'completion_tokens'),
          },
  };
};

const readResponse: Reader = (answer) => {
  const output = objectsIn(answer['output']);
  const parts = ofType(output, 'message').flatMap(({ content }) => objectsIn(content));
  const usage = objectIn(answer, 'usage');
  const calls = ofType(output, 'function_call');
  const reason = stringIn(objectIn(answer, 'incomplete_details'), 'reason');
  const ends: Record<string, string> = { max_output_tokens: 'length', content_filter: 'content_filter' };
  return {
    text: joined(ofType(parts, 'output_text'), 'text'),
    reasoning: joined(
      ofType(output, 'reasoning').flatMap(({ summary }) => objectsIn(summary)),
      'text',
    ),
    refusal: joined(ofType(parts, 'refusal'), 'refusal'),
    pictures: ofType(output, 'image_generation_call').map(({ result }) => String(result)),
    calls: calls.map((call) => ({ name: String(call['name']), input: inputOf(call['arguments']) })),
    finish: reason === null ? (calls.length > 0 ? 'tool_calls' : 'stop') : (ends[reason] ?? reason),
    usage:
      answer['usage'] === null
        ? null
        : {
            input: numberIn(usage, 'input_tokens'),
            cached: numberIn(objectIn(usage, 'input_tokens_details'), 'cached_tokens'),
            output: numberIn(usage, 'output_tokens'),
          },
  };
};

const stopReasons: Record<string, string> = {
  ...{
    end_turn: 'stop',
    stop_sequence: 'stop',
    max_tokens: 'length',
    tool_use: 'tool_calls',
    refusal: 'content_filter',
  },
};

const readMessage: Reader = (answer) => {
  const content = objectsIn(answer['content']);
  const usage = objectIn(answer, 'usage');
  const cached = numberIn(usage, 'cache_read_input_tokens');
  return {
    text: joined(ofType(content, 'text'), 'text'),
    reasoning: joined(ofType(content, 'thinking'), 'thinking'),
    refusal: '',
    pictures: [],
    calls: ofType(content, 'tool_use').map((block) => ({
      name: String(block['name']),
      input: inputOf(block['input']),
    })),
    finish: stopReasons[String(answer['stop_reason'])] ?? String(answer['stop_reason']),
    usage: {
      input: numberIn(usage, 'input_tokens') + cached + numberIn(usage, 'cache_creation_input_tokens'),
      cached,
      output: numberIn(usage, 'output_tokens'),
    },
  };
};

/** Arguments that are no JSON stay what they are. */
/** A text that is no JSON stays one; `null` says that there are no arguments. */
function inputOf(input: unknown): unknown {
  if (typeof input !== 'string') return input;
  const parsed = input === '' ? { value: {} } : parseJson(input);
  return parsed === null ? input : (parsed.value ?? {});
}

const readers: Record<RawSurface['name'], Reader> = {
  ...{ 'chat completions': readCompletion, responses: readResponse, messages: readMessage },
};

export function readWhole(surface: RawSurface['name'], text: string): Told {
  return readers[surface](JSON.parse(text) as JsonObject);
}

/** The events' data; throws where one is no JSON. */
export function eventsOf(text: string): JsonObject[] {
  return text
    .split('\n\n')
    .flatMap((event) => event.split('\n').filter((line) => line.startsWith('data: ')))
    .map((line) => line.slice(6))
    .filter((data) => data !== '[DONE]')
    .map((data) => JSON.parse(data) as JsonObject);
}

/** What the pieces of a stream add up to: never what its last event repeats. */
export function readStreamed(surface: RawSurface['name'], text: string): Told {
  const events = eventsOf(text);
  if (surface === 'chat completions') return readCompletion(foldChunks(events));
  if (surface === 'messages') return readMessage(foldMessage(events));
  const told = readResponse(objectIn(events.at(-1) ?? {}, 'response'));
  const delta = (type: string) => joined(ofType(events, type), 'delta');
  return {
    ...told,
    text: delta('response.output_text.delta'),
    reasoning: delta('response.reasoning_summary_text.delta'),
    refusal: delta('response.refusal.delta'),
  };
}

const textFields = ['content', 'refusal', 'reasoning_content', 'reasoning'] as const;

function foldChunks(chunks: readonly JsonObject[]): JsonObject {
  const choices = chunks.flatMap((chunk) => objectsIn(chunk['choices'])).filter(({ index }) => (index ?? 0) === 0);
  const deltas = choices.map((choice) => objectIn(choice, 'delta'));
  const calls: { name: string; arguments: string }[] = [];
  for (const delta of deltas)
    for (const [at, call] of objectsIn(delta['tool_calls']).entries()) addCall(calls, call, at);
  const { reasoning, reasoning_content, ...said } = Object.fromEntries(
    textFields.map((name) => [name, joined(deltas, name)]),
  );
  const message = {
    ...{ ...said, reasoning_content: reasoning_content || reasoning },
    images: deltas.flatMap(({ images }) => objectsIn(images)),
    tool_calls: calls.filter(Boolean).map((called) => ({ function: called })),
  };
  const finish_reason = choices.map((choice) => choice['finish_reason']).findLast((reason) => reason != null);
  return { choices: [{ message, finish_reason }], usage: chunks.map(usageIn).findLast(isObject) };
}

function addCall(calls: { name: string; arguments: string }[], call: JsonObject, at: number): void {
  const index = typeof call['index'] === 'number' ? call['index'] : at;
  const called = objectIn(call, 'function');
  const known = calls[index] ?? { name: '', arguments: '' };
  calls[index] = {
    name: known.name || (stringIn(called, 'name') ?? ''),
    arguments: known.arguments + (stringIn(called, 'arguments') ?? ''),
  };
}

function foldMessage(events: readonly JsonObject[]): JsonObject {
  const end = events.find(({ type }) => type === 'message_delta') ?? {};
  const content = ofType(events, 'content_block_start').map((start) => {
    const deltas = events.filter(({ type, index }) => type === 'content_block_delta' && index === start['index']);
    const said = deltas.map((event) => objectIn(event, 'delta'));
    return {
      ...objectIn(start, 'content_block'),
      ...{ text: joined(said, 'text'), thinking: joined(said, 'thinking'), input: joined(said, 'partial_json') },
    };
  });
  return { content, ...objectIn(end, 'delta'), usage: end['usage'] };
}
