import { expect, it } from 'vitest';
import { isRouteChoice } from './route-choice.ts';
import { typedModel } from './typed-model.ts';

it('is what is written like the id of a model, with all slashes after the first', () => {
  const model = typedModel('ollama/library/llama3.2:3b');
  expect(model).toMatchObject({ id: 'ollama/library/llama3.2:3b', provider: 'ollama', isAvailable: true, price: null });
  expect(model?.providerModelId).toBe('library/llama3.2:3b');
  expect(model !== null && isRouteChoice(model)).toBe(false);
});

it.each(['llama', 'ollama/', '/llama', 'my ollama/llama', 'ollama/llama 3'])('%s names none', (text) => {
  expect(typedModel(text)).toBeNull();
});
