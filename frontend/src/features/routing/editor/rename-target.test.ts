import { expect, it } from 'vitest';
import type { RouteConfigInput } from '../../../../../shared/contract/route-config.ts';
import { renameTarget } from './rename-target.ts';

const config: RouteConfigInput = {
  targets: [
    { id: 'a', model: 'x/a' },
    { id: 'b', model: 'x/b' },
  ],
  rules: [
    { name: 'one', use: { kind: 'fallback', targets: ['b', 'a'] } },
    {
      name: 'two',
      use: { kind: 'experiment', unit: 'user', salt: 's', arms: [{ name: 'x', share: 1, targets: ['a'] }] },
    },
  ],
};

it('renames a target wherever it is named', () => {
  const renamed = renameTarget(config, 0, 'main');
  expect(renamed.targets.map(({ id }) => id)).toEqual(['main', 'b']);
  expect(JSON.stringify(renamed.rules)).toBe(JSON.stringify(config.rules).replaceAll('"a"', '"main"'));
});

it('leaves a name to the other target that has it too, as while typing', () => {
  const typing = renameTarget(config, 0, 'b');
  expect(renameTarget(typing, 0, 'bb').rules).toEqual(typing.rules);
});

it('changes nothing where there is no such target', () => {
  expect(renameTarget(config, 9, 'x')).toBe(config);
});
