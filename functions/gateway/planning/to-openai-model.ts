import type { Model } from '../../../shared/contract/models.ts';

/** OpenAI's field is required and providers differ in what they put there; nobody can rely on it. */
const created = Date.UTC(2026, 0, 1) / 1000;

export function toOpenAiModel({ id, provider }: Model) {
  return { id, object: 'model' as const, created, owned_by: provider };
}
