import { expect, it } from 'vitest';
import { modelSchema } from '../../../../shared/contract/models.ts';
import { autoChoice, isRouteChoice, routeChoice } from './route-choice.ts';

it('offers routes and auto as models that can be called', () => {
  expect(modelSchema.safeParse(routeChoice('support')).success).toBe(true);
  expect(isRouteChoice(autoChoice)).toBe(true);
  expect(isRouteChoice({ provider: 'openai' })).toBe(false);
});
