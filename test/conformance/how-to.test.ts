import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runSnippet } from '../e2e/support/run-snippet.ts';
import { localStage } from '../support/local-stage.ts';
import { type ScriptedProvider, scriptedModel, startScriptedProvider } from './scripted-provider.ts';
import { sentTrace } from './sent-trace.ts';

const stage = localStage();
const howTo = resolve(import.meta.dirname, '../../docs/how-to');
let scripted: ScriptedProvider;

beforeAll(async () => {
  scripted = await startScriptedProvider();
});

afterAll(async () => {
  await scripted.close();
});

/** The first block in a language of a page, or of a section of it. */
function blockOf(page: string, language: string, section?: string): string {
  const text = readFileSync(resolve(howTo, page), 'utf8');
  const part = section === undefined ? text : text.split(/^## /m).find((each) => each.startsWith(`${section}\n`));
  const [, block] = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'ms').exec(part ?? '') ?? [];
  if (block === undefined) throw new Error(`There is no block of ${language} in ${section ?? page}.`);
  return block;
}

const printed = (section: string) => blockOf('send-traces-from-your-sdk.md', 'ts', section);

/** What somebody's program does, within a span; it ends with the id of the trace. */
const traced = (work: string) => `
  import { trace } from '@opentelemetry/api';
  await trace.getTracer('shop').startActiveSpan('checkout', async (checkout) => {
    ${work}
    checkout.end();
    console.log('trace', checkout.spanContext().traceId);
  });`;

const askOpenai = `
  const openai = new OpenAI({ baseURL: process.env.PROVIDER_URL, apiKey: 'sk' });
  await openai.chat.completions.create({ model: '${scriptedModel}', messages: [{ role: 'user', content: 'Where to?' }] });`;

const programs = {
  OpenTelemetry: `${printed('OpenTelemetry')}${traced('')} await provider.shutdown();`,
  Langfuse: `${printed('Langfuse')}
    import { startObservation } from '@langfuse/tracing';
    const asked = startObservation('ask', { model: '${scriptedModel}' }, { asType: 'generation' });
    asked.update({ usageDetails: { input: 700, output: 40 } }).end();
    console.log('trace', asked.traceId);
    await provider.shutdown();`,
  'AI SDK': `${printed('OpenTelemetry')}${printed('AI SDK')}
    import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
    import { generateText } from 'ai';
    const models = createOpenAICompatible({ name: 'openai', baseURL: process.env.PROVIDER_URL, apiKey: 'sk' });
    ${traced(`await generateText({ model: models('${scriptedModel}'), prompt: 'Where to?' });`)}
    await provider.shutdown();`,
  OpenInference: `${printed('OpenTelemetry')}${printed('OpenInference')}${traced(askOpenai)} await provider.shutdown();`,
  OpenLLMetry: `${printed('OpenLLMetry')}${traced(askOpenai)} await traceloop.forceFlush();`,
};

const tokens = { OpenTelemetry: 0, Langfuse: 740, 'AI SDK': 740, OpenInference: 740, OpenLLMetry: 740 };
const spans = { OpenTelemetry: 1, Langfuse: 1, 'AI SDK': 4, OpenInference: 2, OpenLLMetry: 2 };

describe('what the how-tos print', () => {
  test.each(Object.keys(programs) as (keyof typeof programs)[])('for %s runs, and its trace is here', async (name) => {
    const environment = { SIGNALBOX_URL: stage.url, SIGNALBOX_API_KEY: stage.apiKey, PROVIDER_URL: scripted.baseUrl };
    const output = await runSnippet(programs[name], environment);
    const [, traceId = ''] = /trace ([0-9a-f]{32})/.exec(output) ?? [];

    const { trace } = await sentTrace(stage, traceId, spans[name]);

    expect(trace).toMatchObject({ spanCount: spans[name], totalTokens: tokens[name] });
  });

  test('for exporters that read the environment runs, and its trace is here', async () => {
    const settings = blockOf('send-opentelemetry.md', 'sh').replaceAll('http://localhost:3000', stage.url);
    const { stdout: variables } = await bash(`${settings} env | grep ^OTEL_`);
    const environment = Object.fromEntries(
      variables
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s).slice(0, 2)),
    );
    const program = printed('OpenTelemetry').replace(/new OTLPTraceExporter\(.*?\n\}\)/s, 'new OTLPTraceExporter()');
    const output = await runSnippet(`${program}${traced('')} await provider.shutdown();`, environment);
    const [, traceId = ''] = /trace ([0-9a-f]{32})/.exec(output) ?? [];

    expect((await sentTrace(stage, traceId, 1)).trace.name).toBe('checkout');
  });

  test.each([
    ['send-opentelemetry.md', {}],
    ['send-spans-without-an-sdk.md', { accepted: 1, rejected: [] }],
  ])('in %s with curl is taken', async (page, answer) => {
    const text = readFileSync(resolve(howTo, page), 'utf8');
    const [, command = ''] = /^```sh\n(curl .*?)^```/ms.exec(text) ?? [];
    const { stdout } = await bash(command.replaceAll('http://localhost:3000', stage.url));

    expect(JSON.parse(stdout)).toEqual(answer);
  });
});

async function bash(command: string) {
  const env = { ...process.env, SIGNALBOX_API_KEY: stage.apiKey };
  return await promisify(execFile)('bash', ['-euc', command], { env });
}
