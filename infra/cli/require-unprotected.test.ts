import { describe, expect, it } from 'vitest';
import { requireUnprotectedStage } from './require-unprotected.ts';

describe('requireUnprotectedStage', () => {
  it.each(['staging', 'production'] as const)('refuses %s and says what would have to be done', (stage) => {
    expect(() => requireUnprotectedStage(stage)).toThrow(
      new RegExp(`${stage} is protected .* set isProtected to false in infra/stages/${stage}.ts`),
    );
  });

  it('lets dev go', () => {
    expect(() => requireUnprotectedStage('dev')).not.toThrow();
  });

  it('names the command for the local stage', () => {
    expect(() => requireUnprotectedStage('local')).toThrow('npm run reset');
  });
});
