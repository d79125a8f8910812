import { describe, expect, it } from 'vitest';
import { CommandError } from './command-error.ts';
import { answersHelp, type CommandUsage } from './command-usage.ts';

const usage: CommandUsage = {
  command: 'npm run demo',
  about: 'Sends traffic.',
  flags: { traces: { value: '400', help: 'about how many' }, yes: { short: 'y', help: 'does not ask' } },
  more: ['Needs a running stage.'],
};

function call(args: readonly string[], more: Partial<CommandUsage> = {}): { isHelp: boolean; text: string } {
  let text = '';
  const isHelp = answersHelp({ ...usage, ...more }, args, (part) => {
    text += part;
  });
  return { isHelp, text };
}

describe('--help', () => {
  it.each([[['--help']], [['-h']], [['--traces', '5', '--help']], [['--wrong', '--help']]])(
    'is answered in %j',
    (args) => {
      expect(call(args).isHelp).toBe(true);
    },
  );

  it('says what the command does, each flag with an example, and what to know', () => {
    expect(call(['--help']).text.split('\n')).toEqual([
      '  npm run demo -- [options]',
      '  Sends traffic.',
      '',
      '    --traces 400  about how many',
      '    --yes, -y     does not ask',
      '    --help, -h    says this',
      '',
      '  Needs a running stage.',
      '',
    ]);
    expect(call(['-h'], { operand: '<name>' }).text).toContain('npm run demo -- <name> [options]');
  });

  it('is left to the CDK after --', () => {
    expect(call(['--', '--help'])).toEqual({ isHelp: false, text: '' });
  });
});

describe('an argument', () => {
  it.each([[[]], [['--traces', '5', '-y']], [['--traces=5']], [['--traces=--5']]])(
    'that is known goes by: %j',
    (args) => {
      expect(call(args)).toEqual({ isHelp: false, text: '' });
    },
  );

  it.each([
    [['--trace', '5'], '--trace is no option of `npm run demo`, which knows --traces, --yes and --help.'],
    [['-x'], '-x is no option of `npm run demo`'],
    [['--toString'], '--toString is no option of'],
    [['much'], 'much means nothing to `npm run demo`, which knows --traces, --yes and --help.'],
    [['--traces'], '--traces needs a value, as in --traces 400.'],
    [['--traces', '--yes'], '--traces needs a value'],
    [['--yes=no'], '--yes is a switch and takes no value.'],
  ])('that is not is named, with those that are: %j', (args, message) => {
    expect(() => call(args)).toThrow(CommandError);
    expect(() => call(args)).toThrow(message);
  });

  it('is an operand where the command has one', () => {
    expect(call(['gateway', '--yes'], { operand: '<name>' }).isHelp).toBe(false);
    expect(() => call(['gateway', 'more'], { operand: '<name>' })).toThrow('more means nothing to');
    expect(() => call(['--no'], { flags: {} })).toThrow('--no is no option of `npm run demo`, which knows --help.');
  });
});
