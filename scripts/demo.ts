import { readFileSync } from 'node:fs';
import { answersHelp } from '../infra/cli/command-usage.ts';
import { localFileSchema } from '../infra/local/stage-files.ts';
import { buildDemo } from '../test/support/demo/build-demo.ts';
import { type DemoCommand, demoUsage, readDemoOptions } from '../test/support/demo/read-demo-options.ts';
import { sendDemo } from '../test/support/demo/send-demo.ts';

const clearLine = process.stdout.isTTY ? '\r\x1b[2K' : '';

/** `npm run demo`: sends a simulated team's traffic to a running stage, to look at the console with. */
async function run(args: readonly string[]): Promise<void> {
  if (answersHelp(demoUsage, args)) return;
  const command = readDemoOptions(args, {
    now: Date.now(),
    environment: process.env,
    workingDirectory: process.env['INIT_CWD'] ?? process.cwd(),
  });
  const target = targetOf(command);
  const traces = buildDemo(command);
  const counts = await sendDemo(target, traces, (sent) => showProgress(sent, traces.length));
  process.stdout.write(
    `${clearLine}  ✓ Sent ${counts.traces} simulated traces: ${counts.spans} spans, ${counts.scores} scores, over ${command.days} days\n` +
      `    They have the tag \`simulated\` and the environment \`demo\` or \`demo-staging\`.\n` +
      `    The same again: --seed ${command.seed} --traces ${command.traces} --until ${new Date(command.until).toISOString()}\n`,
  );
}

/** Nothing where nobody looks: a log would hold each. */
function showProgress(sent: number, all: number): void {
  if (process.stdout.isTTY) process.stdout.write(`\r  … ${sent} of ${all} traces`);
}

function targetOf({ file, apiKey }: DemoCommand) {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(
      `No stage is described in ${file}: start one with \`npm start\`, or name its folder with SIGNALBOX_HOME or its file with --file.`,
      {
        cause,
      },
    );
  }
  const stage = localFileSchema.parse(JSON.parse(text));
  return { url: stage.url, apiKey: apiKey ?? stage.apiKey };
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`\n  ✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
