import { compact, flagOf, textOf } from '../../lib/read-search.ts';
import { type Draft, type DraftMessage, type DraftRole, draftRoles, emptyMessages } from './draft.ts';

/** Longer conversations stay out of the URL, which proxies and chat programs cut; they are kept in the browser. */
const maxUrlCharacters = 1500;
const maxMessages = 200;

/** What a link to the playground says: model, parameters and, where they are short, the messages. */
export function parsePlaygroundSearch(search: Record<string, unknown>) {
  return compact({
    model: textOf(search['model']),
    temperature: numberOf(search['temperature'], 0, 2),
    maxTokens: integerOf(search['maxTokens']),
    json: flagOf(search['json']),
    messages: messagesOf(search['messages']),
  });
}
export type PlaygroundSearch = ReturnType<typeof parsePlaygroundSearch>;
type SearchMessage = [role: DraftRole, text: string];

export function searchOf(draft: Draft): PlaygroundSearch {
  const messages = draft.messages.map(({ role, text }): SearchMessage => [role, text]);
  const isWritten = messages.some(([, text]) => text !== '');
  return compact({
    model: draft.model ?? undefined,
    temperature: draft.temperature ?? undefined,
    maxTokens: draft.maxTokens ?? undefined,
    json: draft.isJson || undefined,
    messages: isWritten && JSON.stringify(messages).length <= maxUrlCharacters ? messages : undefined,
  });
}

/** What the URL leaves open comes from `kept`, the draft that this browser remembers. */
export function draftOf(search: PlaygroundSearch, kept: Draft | null): Draft {
  const isFresh = Object.keys(search).length === 0;
  const messages = search.messages?.map(([role, text], index): DraftMessage => ({ id: index + 1, role, text }));
  return {
    model: search.model ?? kept?.model ?? null,
    temperature: search.temperature ?? (isFresh ? (kept?.temperature ?? null) : null),
    maxTokens: search.maxTokens ?? (isFresh ? (kept?.maxTokens ?? null) : null),
    isJson: search.json ?? (isFresh && kept?.isJson === true),
    messages: messages ?? kept?.messages ?? [...emptyMessages],
  };
}

/** The remembered draft; null for anything that is not one. */
export function parseDraft(text: string | null): Draft | null {
  if (text === null) return null;
  try {
    const kept = JSON.parse(text) as Record<string, unknown>;
    const search = parsePlaygroundSearch(kept);
    return search.messages ? draftOf(search, null) : null;
  } catch {
    return null;
  }
}

export function serialiseDraft(draft: Draft): string {
  return JSON.stringify({ ...searchOf(draft), messages: draft.messages.map(({ role, text }) => [role, text]) });
}

function numberOf(value: unknown, least: number, most: number): number | undefined {
  return typeof value === 'number' && value >= least && value <= most ? value : undefined;
}

function integerOf(value: unknown): number | undefined {
  return Number.isInteger(value) ? numberOf(value, 1, 1e7) : undefined;
}

function messagesOf(value: unknown): SearchMessage[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > maxMessages) return undefined;
  return value.every(isMessage) ? value : undefined;
}

function isMessage(value: unknown): value is SearchMessage {
  return Array.isArray(value) && draftRoles.some((role) => role === value[0]) && typeof value[1] === 'string';
}
