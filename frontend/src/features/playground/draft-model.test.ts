import { expect, it } from 'vitest';
import type { Model } from '../../../../shared/contract/models.ts';
import { changeDraft, type Draft, type DraftChange, emptyMessages } from './draft.ts';
import { keepModel, modelOfDraft } from './draft-model.ts';
import { routeChoice } from './route-choice.ts';

const sandbox = { ...routeChoice('sandbox/lorem', 'Lorem'), provider: 'sandbox', isSimulated: true };
const paid = { ...routeChoice('anthropic/opus', 'Opus'), provider: 'anthropic' };
const empty: Draft = { model: null, temperature: null, maxTokens: null, isJson: false, messages: [...emptyMessages] };
const written: Draft = { ...empty, messages: [{ id: 1, role: 'user', text: 'Hello there' }] };
const afterChange = (draft: Draft, shown: Model | null, change: DraftChange) =>
  keepModel(draft, shown, change).reduce(changeDraft, draft);

it('keeps the model that was shown when the text was begun, whatever is suggested later', () => {
  const shown = modelOfDraft(empty, [sandbox], sandbox);
  const draft = afterChange(empty, shown, { type: 'write', id: 2, text: 'Hello there' });
  expect(draft.model).toBe('sandbox/lorem');
  expect(modelOfDraft(draft, [paid, sandbox], paid)).toBe(sandbox);
});

it('starts an empty draft with the suggestion', () => {
  expect(modelOfDraft(empty, [paid, sandbox], paid)).toBe(paid);
});

it('gives a text without a model none that costs money', () => {
  expect(modelOfDraft(written, [paid, sandbox], paid)).toBe(sandbox);
  expect(modelOfDraft(written, [paid], paid)).toBeNull();
});

it('leaves the model to whoever picks one, and open while none is known', () => {
  const picked = { type: 'set', part: { model: paid.id } } as const;
  expect(afterChange(empty, sandbox, picked).model).toBe(paid.id);
  expect(afterChange(written, null, { type: 'add' }).model).toBeNull();
});
