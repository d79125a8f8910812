import { answersHelp } from '../../infra/cli/command-usage.ts';
import { startEmulator } from '../../test/support/start-emulator.ts';
import { createTraceStage } from '../../test/support/trace-stage.ts';
import { type CostOptions, costFlags, readCostOptions } from './cost-options.ts';
import { measureSample } from './measure-sample.ts';
import { assumptions, type CostLine, priceSample } from './price-sample.ts';

/** `npm run cost -- --spans 1e6`: what AWS charges for so many spans, from counted requests and published prices. */
async function main(options: CostOptions): Promise<void> {
  process.env['AWS_ACCESS_KEY_ID'] ??= 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'test';
  const emulator = await startEmulator();
  try {
    const stage = await createTraceStage({ AWS_ENDPOINT_URL: emulator.url });
    const usage = await measureSample(stage, options);
    console.log(tableOf(priceSample(usage, options), options));
  } finally {
    await emulator.stop();
  }
}

const usage = {
  command: 'npm run cost',
  about: 'What AWS charges for so many spans, from counted requests and published prices.',
  flags: costFlags,
};

function tableOf(lines: readonly CostLine[], options: CostOptions): string {
  const total = lines.reduce((sum, { usd }) => sum + usd, 0);
  const row = (what: string, amount: string, unit: string, usd: string) =>
    `${what.padEnd(34)}${amount.padStart(14)} ${unit.padEnd(12)}${usd.padStart(10)}`;
  return [
    `${options.spans.toLocaleString('en-US')} spans`,
    '',
    ...lines.map(({ what, amount, unit, usd }) => row(what, amountText(amount), unit, usd.toFixed(4))),
    row('in all, USD', '', '', total.toFixed(4)),
    row('a million spans, USD', '', '', ((total / options.spans) * 1e6).toFixed(4)),
    '',
    ...assumptions(options).map((text) => `- ${text}`),
  ].join('\n');
}

function amountText(amount: number): string {
  return amount >= 100 ? Math.round(amount).toLocaleString('en-US') : amount.toFixed(3);
}

try {
  const args = process.argv.slice(2);
  if (!answersHelp(usage, args)) await main(readCostOptions(args));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
