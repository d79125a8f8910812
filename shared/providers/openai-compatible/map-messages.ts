import { createHash } from 'node:crypto';
import { isObject, type JsonObject, objectsIn } from '../../json/json-object.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import { isDialectFile, mapFilePart } from './map-file-part.ts';
import { type EndpointQuirks, messageExtensions } from './quirks.ts';

export interface MessageRules {
  /** Fields that must not be sent. */
  forbidden: readonly string[];
  hasDeveloperRole: boolean;
  readsDocuments: boolean;
  hasNineCharacterIds: boolean;
}

export function messageRules(quirks: EndpointQuirks): MessageRules {
  const {
    reads,
    refusesInMessages = [],
    hasDeveloperRole,
    hasNineCharacterIds = false,
    readsDocuments = false,
  } = quirks;
  const unread = messageExtensions.filter((name) => !reads.includes(name));
  return { forbidden: [...unread, ...refusesInMessages], hasDeveloperRole, hasNineCharacterIds, readsDocuments };
}

/** A request's `messages` or `tools` as the endpoint takes them; null where they may pass as they are. */
export function mapMessages(list: unknown, rules: MessageRules, warnings: Warnings): unknown[] | null {
  if (!Array.isArray(list) || !list.some((each) => isObject(each) && needsChange(each, rules))) return null;
  return list.map((each, at) => (isObject(each) ? mapMessage(each, `messages.${at}`, rules, warnings) : each));
}

function needsChange(message: JsonObject, rules: MessageRules): boolean {
  if (message['role'] === 'developer' && !rules.hasDeveloperRole) return true;
  const calls = message['tool_calls'];
  if (rules.hasNineCharacterIds && (calls !== undefined || message['tool_call_id'] !== undefined)) return true;
  return (
    isMarked(message, rules.forbidden) ||
    (!rules.readsDocuments && objectsIn(message['content']).some(isDialectFile)) ||
    someMarked(message['content'], rules.forbidden) ||
    someMarked(calls, rules.forbidden)
  );
}

function isMarked(object: JsonObject, forbidden: readonly string[]): boolean {
  for (const name of forbidden) if (object[name] !== undefined) return true;
  return false;
}

function someMarked(list: unknown, forbidden: readonly string[]): boolean {
  if (!Array.isArray(list)) return false;
  for (const each of list) if (isObject(each) && isMarked(each, forbidden)) return true;
  return false;
}

function mapMessage(message: JsonObject, field: string, rules: MessageRules, warnings: Warnings): JsonObject {
  const { forbidden } = rules;
  const mapped = without(message, forbidden, warnings);
  if (mapped['role'] === 'developer' && !rules.hasDeveloperRole) mapped['role'] = 'system';
  if (Array.isArray(mapped['content'])) {
    mapped['content'] = mapped['content'].map((part, at) =>
      isObject(part) ? mapPart(part, `${field}.content.${at}`, rules, warnings) : part,
    );
  }
  if (Array.isArray(mapped['tool_calls'])) {
    mapped['tool_calls'] = objectsIn(mapped['tool_calls']).map((call) => without(call, forbidden, warnings));
  }
  return rules.hasNineCharacterIds ? withShortIds(mapped) : mapped;
}

function mapPart(part: JsonObject, field: string, rules: MessageRules, warnings: Warnings): JsonObject {
  const isForeign = !rules.readsDocuments && isDialectFile(part);
  return without(isForeign ? mapFilePart(part, field, warnings) : part, rules.forbidden, warnings);
}

function without(object: JsonObject, forbidden: readonly string[], warnings: Warnings): JsonObject {
  const kept: JsonObject = {};
  for (const [name, value] of Object.entries(object)) {
    if (!forbidden.includes(name)) kept[name] = value;
    else if (value !== null && value !== false) warnings.dropped(name, 'This endpoint does not read it in messages.');
  }
  return kept;
}

/** Mistral refuses the ids of others; the same id always becomes the same. */
function withShortIds(message: JsonObject): JsonObject {
  const calls = message['tool_calls'];
  const mapped = { ...message };
  if (Array.isArray(calls))
    mapped['tool_calls'] = objectsIn(calls).map((call) => ({ ...call, id: shortId(call['id']) }));
  if (message['tool_call_id'] !== undefined) mapped['tool_call_id'] = shortId(message['tool_call_id']);
  return mapped;
}

function shortId(id: unknown): unknown {
  if (typeof id !== 'string' || /^[a-zA-Z0-9]{9}$/.test(id)) return id;
  return createHash('sha256').update(id).digest('hex').slice(0, 9);
}
