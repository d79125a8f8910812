import type { ChatCompletionRequest } from '../../../../shared/contract/gateway.ts';

export const draftRoles = ['system', 'user', 'assistant'] as const;
export type DraftRole = (typeof draftRoles)[number];

export interface DraftMessage {
  /** Stable while the message is edited and moved; means nothing outside this page. */
  id: number;
  role: DraftRole;
  text: string;
}

/** Everything that makes the next call. Null parameters are left to the model. */
export interface Draft {
  /** Null until one is picked. */
  model: string | null;
  temperature: number | null;
  maxTokens: number | null;
  isJson: boolean;
  messages: DraftMessage[];
}

export type DraftChange =
  | { type: 'set'; part: Partial<Omit<Draft, 'messages'>> }
  | { type: 'write'; id: number; text: string }
  | { type: 'changeRole'; id: number; role: DraftRole }
  | { type: 'add' }
  | { type: 'remove'; id: number }
  | { type: 'move'; id: number; by: -1 | 1 }
  /** The answer becomes part of the conversation, with room for the next question. */
  | { type: 'continue'; answer: string }
  | { type: 'replace'; messages: DraftMessage[] };

export const emptyMessages: readonly DraftMessage[] = [
  { id: 1, role: 'system', text: '' },
  { id: 2, role: 'user', text: '' },
];

export function changeDraft(draft: Draft, change: DraftChange): Draft {
  if (change.type === 'set') return { ...draft, ...change.part };
  return { ...draft, messages: changeMessages(draft.messages, change) };
}

function changeMessages(messages: DraftMessage[], change: Exclude<DraftChange, { type: 'set' }>): DraftMessage[] {
  switch (change.type) {
    case 'write':
      return messages.map((message) => (message.id === change.id ? { ...message, text: change.text } : message));
    case 'changeRole':
      return messages.map((message) => (message.id === change.id ? { ...message, role: change.role } : message));
    case 'add':
      return [...messages, { id: nextId(messages), role: nextRole(messages), text: '' }];
    case 'remove':
      return messages.filter((message) => message.id !== change.id);
    case 'move':
      return move(messages, change.id, change.by);
    case 'continue':
      return [
        ...messages.filter(({ text }, index) => text !== '' || index === 0),
        { id: nextId(messages), role: 'assistant', text: change.answer },
        { id: nextId(messages) + 1, role: 'user', text: '' },
      ];
    case 'replace':
      return change.messages;
  }
}

const nextId = (messages: readonly DraftMessage[]) => Math.max(0, ...messages.map(({ id }) => id)) + 1;

const nextRole = (messages: readonly DraftMessage[]): DraftRole =>
  messages.at(-1)?.role === 'user' ? 'assistant' : 'user';

function move(messages: DraftMessage[], id: number, by: -1 | 1): DraftMessage[] {
  const from = messages.findIndex((message) => message.id === id);
  const [moved, other] = [messages[from], messages[from + by]];
  if (!moved || !other) return messages;
  return messages.with(from, other).with(from + by, moved);
}

export type PlaygroundRequest = Pick<
  ChatCompletionRequest,
  'model' | 'messages' | 'temperature' | 'max_tokens' | 'max_completion_tokens' | 'response_format'
>;

/** The call that the draft stands for. Empty messages and parameters that were not set are left out. */
export function requestOf(draft: Draft, model: string): PlaygroundRequest {
  const messages = draft.messages.filter(({ text }) => text.trim() !== '');
  // OpenAI's reasoning models refuse `max_tokens`; several compatible providers know nothing else.
  const limit = model.startsWith('openai/') ? 'max_completion_tokens' : 'max_tokens';
  return {
    model,
    messages: messages.map(({ role, text }) => ({ role, content: text })),
    ...(draft.temperature === null ? {} : { temperature: draft.temperature }),
    ...(draft.maxTokens === null ? {} : { [limit]: draft.maxTokens }),
    ...(draft.isJson ? { response_format: { type: 'json_object' } } : {}),
  };
}
