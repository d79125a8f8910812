import { describe, expect, it } from 'vitest';
import { configText, readConfig, readConfigText } from './find-problems.ts';
import { newConfig } from './new-config.ts';

const config = newConfig('sandbox/lorem');

describe('a configuration', () => {
  it('that is new is good, and survives the way through JSON', () => {
    expect(readConfig(config).problems).toEqual([]);
    expect(readConfigText(configText(config))).toEqual({ problems: [], config });
  });

  it('with a wrong value names the field, and can still be shown as a form', () => {
    const wrong = { ...config, targets: [{ id: 'main', model: 'no slash' }] };
    const reading = readConfig(wrong);
    expect(reading.problems[0]).toMatchObject({ field: 'targets.0.model', severity: 'error' });
    expect(reading.config).toEqual(wrong);
  });

  it('with a number that is being typed can be shown as a form', () => {
    const typing = { ...config, targets: [{ id: 'main', model: 'sandbox/lorem', weight: Number.NaN }] };
    const reading = readConfig(typing);
    expect(reading.problems[0]?.field).toBe('targets.0.weight');
    expect(reading.config).toEqual(typing);
  });

  it.each([{}, { targets: 'all', rules: [] }, { ...config, extra: 1 }, null])('%j has no form', (value) => {
    const reading = readConfig(value);
    expect(reading.config).toBeNull();
    expect(reading.problems).not.toEqual([]);
  });

  it('that is no JSON says where', () => {
    expect(readConfigText('{ "targets": ').problems).toMatchObject([{ field: '', severity: 'error' }]);
  });
});
