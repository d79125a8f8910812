import type { Model } from '../../../../shared/contract/models.ts';
import type { Draft, DraftChange } from './draft.ts';
import { defaultModel } from './use-chat-models.ts';

export const isWritten = ({ messages }: Draft): boolean => messages.some(({ text }) => text.trim() !== '');

/**
 * The model where the draft names none. `suggested` is for an empty one: what somebody wrote must not be sent by itself to a
 * model that costs money, whatever was connected meanwhile.
 */
export function modelOfDraft(draft: Draft, models: readonly Model[], suggested: Model | null): Model | null {
  if (draft.model !== null) return models.find(({ id }) => id === draft.model) ?? null;
  if (!isWritten(draft)) return suggested;
  const free = models.filter(({ isSimulated }) => isSimulated);
  return defaultModel(free, []);
}

/** A draft keeps the model that it was begun with: the first change takes in the one that was shown. */
export function keepModel(draft: Draft, shown: Model | null, change: DraftChange): DraftChange[] {
  const isKept = draft.model !== null || shown === null;
  return isKept ? [change] : [{ type: 'set', part: { model: shown.id } }, change];
}
