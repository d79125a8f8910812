import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';
import { CommandError } from './command-error.ts';

describe('readArguments', () => {
  it('reads the stage', () => {
    expect(readArguments(['--stage', 'staging'])).toEqual({ stage: 'staging', cdk: [] });
  });

  it('leaves what comes after -- to the CDK', () => {
    expect(readArguments(['--stage=dev', '--', '--hotswap'])).toEqual({ stage: 'dev', cdk: ['--hotswap'] });
  });

  it.each([[[]], [['--stage', 'prod']], [['staging']], [['--force']]])('does not guess from %j', (args) => {
    expect(() => readArguments(args)).toThrow(CommandError);
  });
});
