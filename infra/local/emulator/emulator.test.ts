import { describe, expect, it } from 'vitest';
import { isNewEnough, pythonVersion } from './find-python.ts';
import { explainPipFailure } from './install-emulator.ts';

describe('finding Python', () => {
  it.each([
    ['Python 3.11.7', '3.11.7'],
    ['Python 3.13.0+', '3.13.0'],
    ['command not found', null],
  ])('reads %j as %j', (output, version) => {
    expect(pythonVersion(output)).toBe(version);
  });

  it.each([
    ['3.10.0', true],
    ['3.14.1', true],
    ['4.0.0', true],
    ['3.9.18', false],
    ['2.7.18', false],
  ])('takes %s: %j', (version, isTaken) => {
    expect(isNewEnough(version)).toBe(isTaken);
  });
});

describe('a failed installation', () => {
  it.each([
    "WARNING: Retrying after connection broken by 'NewConnectionError('Failed to establish')'\nERROR: No matching",
    'ERROR: Could not find a version that satisfies the requirement ministack==1.4.21 (from versions: none)',
  ])('says that the network is missing: %s', (output) => {
    expect(explainPipFailure(output)).toMatch(/PyPI cannot be reached: connect to the network/);
  });

  it('gives pip’s own reason for anything else', () => {
    expect(explainPipFailure('x\nERROR: No space left on device\n')).toMatch(/\(ERROR: No space left on device\)/);
  });
});
