import { parseArgs } from 'node:util';
import { CommandError } from './command-error.ts';

export interface CommandFlag {
  /** An example of its value; a switch has none. */
  value?: string;
  short?: string;
  help: string;
}

/** What a command understands, as `--help` tells it. */
export interface CommandUsage {
  /** As it is typed: `npm run demo`. */
  command: string;
  /** What it does, in a sentence. */
  about: string;
  flags: Readonly<Record<string, CommandFlag>>;
  /** What stands before the flags: `<name>`. */
  operand?: string;
  /** What the CDK, or a reader, has to know beside the flags. */
  more?: readonly string[];
}

const helpFlag: CommandFlag = { short: 'h', help: 'says this' };

/**
 * Whether the arguments asked for help, which was given then. Throws a `CommandError` for an argument that the command does not
 * know, so that a misspelt one does not go by. What comes after `--` is left alone.
 */
export function answersHelp(
  usage: CommandUsage,
  args: readonly string[],
  write: (text: string) => void = (text) => void process.stdout.write(text),
): boolean {
  const separator = args.indexOf('--');
  const own = separator === -1 ? args : args.slice(0, separator);
  if (own.includes('--help') || own.includes('-h')) {
    write(usageText(usage));
    return true;
  }
  checkArguments(usage, own);
  return false;
}

/** For a program that does its work at once: it ends here after help, and with a line for an argument that it does not know. */
export function exitAfterHelp(usage: CommandUsage): void {
  try {
    if (answersHelp(usage, process.argv.slice(2))) process.exit(0);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`  ✗ ${error.message}\n`);
    process.exit(1);
  }
}

function checkArguments(usage: CommandUsage, args: readonly string[]): void {
  const options = Object.fromEntries(
    Object.entries(usage.flags).map(([name, { value, short }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short && { short }) },
    ]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true, allowPositionals: true });
  for (const token of tokens) if (token.kind === 'option') checkOption(usage, token);
  const surplus = tokens.filter((token) => token.kind === 'positional').at(usage.operand === undefined ? 0 : 1);
  if (surplus !== undefined) throw new CommandError(refusal(usage, surplus.value, 'means nothing to'));
}

interface OptionToken {
  name: string;
  rawName: string;
  value: string | undefined;
  inlineValue: boolean | undefined;
}

function checkOption(usage: CommandUsage, { name, rawName, value, inlineValue }: OptionToken): void {
  const flag = Object.hasOwn(usage.flags, name) ? usage.flags[name] : undefined;
  if (flag === undefined) throw new CommandError(refusal(usage, rawName, 'is no option of'));
  const hasValue = value !== undefined && (inlineValue === true || !value.startsWith('--'));
  if (flag.value !== undefined && !hasValue)
    throw new CommandError(`${rawName} needs a value, as in ${rawName} ${flag.value}.`);
  if (flag.value === undefined && value !== undefined)
    throw new CommandError(`${rawName} is a switch and takes no value.`);
}

function refusal({ command, flags }: CommandUsage, argument: string, what: string): string {
  const names = [...Object.keys(flags), 'help'].map((name) => `--${name}`);
  const known = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${argument} ${what} \`${command}\`, which knows ${known}.`;
}

function usageText({ command, about, flags, operand, more = [] }: CommandUsage): string {
  const rows = Object.entries({ ...flags, help: helpFlag }).map(([name, { value, short, help }]) => ({
    left: `--${name}${short === undefined ? '' : `, -${short}`}${value === undefined ? '' : ` ${value}`}`,
    help,
  }));
  const width = Math.max(...rows.map(({ left }) => left.length)) + 2;
  const call = [command, ...(command.includes(' -- ') ? [] : ['--']), ...(operand === undefined ? [] : [operand])];
  return [
    `  ${call.join(' ')} [options]`,
    `  ${about}`,
    '',
    ...rows.map(({ left, help }) => `    ${left.padEnd(width)}${help}`),
    ...(more.length === 0 ? [] : ['', ...more.map((line) => `  ${line}`)]),
    '',
  ].join('\n');
}
