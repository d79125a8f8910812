import { describe, expect, it } from 'vitest';
import { cdkArguments, deployArguments } from './cdk.ts';

describe('cdkArguments', () => {
  it('names the stage, takes all of its stacks and asks nobody for notices', () => {
    const [command, ...rest] = cdkArguments('diff', 'dev', ['--fail']);

    expect(command).toBe('diff');
    expect(rest).toEqual(['--all', '--context', 'stage=dev', '--no-notices', '--fail']);
  });
});

describe('deployArguments', () => {
  it('goes without change sets on the emulator only', () => {
    expect(deployArguments('local')).toContain('direct');
    expect(deployArguments('production')).not.toContain('direct');
  });
});
