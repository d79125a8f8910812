import { isObject, type JsonObject } from '../../../../shared/json/json-object.ts';
import type { OtlpEvent } from '../../otlp/otlp-request.ts';
import { readJson } from '../readers.ts';

/** Where Azure's SDKs put the whole message, as JSON; others spread it over the attributes of the event. */
const bodyAttribute = 'gen_ai.event.content';
/** Of the span, said once more. */
const repeated: readonly string[] = ['gen_ai.system', 'gen_ai.provider.name'];

const messageEvent = /^gen_ai\.(system|user|assistant|tool)\.message$/;
const choiceEvent = 'gen_ai.choice';

/** Messages that went in, as events: OpenTelemetry had them so from 1.28 to 1.36, and Strands still writes them. Null if none did. */
export function readEventInput(events: readonly OtlpEvent[]): JsonObject[] | null {
  const messages = events.flatMap((event) => {
    const role = messageEvent.exec(event.name)?.[1];
    return role === undefined ? [] : [{ role, ...bodyOf(event) }];
  });
  return messages.length === 0 ? null : messages;
}

/** Answers, as events. Null if there are none. */
export function readEventOutput(events: readonly OtlpEvent[]): JsonObject[] | null {
  const choices = events.filter(({ name }) => name === choiceEvent).map((event) => toAnswer(bodyOf(event)));
  return choices.length === 0 ? null : choices;
}

function toAnswer({ message, ...rest }: JsonObject): JsonObject {
  if (message === undefined) return { role: 'assistant', ...rest };
  return { role: 'assistant', ...(isObject(message) ? message : { content: message }), ...rest };
}

function bodyOf({ attributes }: OtlpEvent): JsonObject {
  const { [bodyAttribute]: sent, ...others } = attributes;
  const body = readStructure(sent);
  if (isObject(body)) return body;
  const own = Object.entries(others).filter(([name]) => !repeated.includes(name));
  const spread = Object.fromEntries(own.map(([name, value]) => [name, readStructure(value)]));
  return body === undefined ? spread : { ...spread, content: body };
}

/** What somebody said stays text, even if it is a number. */
function readStructure(value: unknown): unknown {
  return typeof value === 'string' && /^\s*[[{]/.test(value) ? readJson(value) : value;
}
