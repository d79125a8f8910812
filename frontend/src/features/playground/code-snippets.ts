import type { ChatCompletionRequest } from '../../../../shared/contract/gateway.ts';
import type { PlaygroundRequest } from './draft.ts';

/** Without `stream` the code streams, as the playground does. */
export type SnippetRequest = PlaygroundRequest & Pick<ChatCompletionRequest, 'tools' | 'stream'>;

export const snippetLanguages = ['curl', 'typescript', 'python'] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

/** The call as code that runs as it stands, once `SIGNALBOX_API_KEY` is set. */
export function snippetOf(language: SnippetLanguage, request: SnippetRequest, apiUrl: string): string {
  switch (language) {
    case 'curl':
      return curl(request, apiUrl);
    case 'typescript':
      return typescript(request, apiUrl);
    case 'python':
      return python(request, apiUrl);
  }
}

function curl(request: SnippetRequest, apiUrl: string): string {
  const body = JSON.stringify(bodyOf(request), null, 2);
  return `curl ${isStreamed(request) ? '--no-buffer ' : ''}${apiUrl}/v1/chat/completions \\
  -H "Authorization: Bearer $SIGNALBOX_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d ${shellQuote(body)}`;
}

const isStreamed = ({ stream }: SnippetRequest) => stream !== false;

function bodyOf({ stream, ...request }: SnippetRequest): Record<string, unknown> {
  return stream === false ? request : { ...request, stream: true };
}

/** An answer may be nothing but calls of tools. */
const mayCallTools = ({ tools }: SnippetRequest) => Array.isArray(tools) && tools.length > 0;

/** Inside single quotes a shell reads everything as it is, except the quote itself. */
const shellQuote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

function typescript(request: SnippetRequest, apiUrl: string): string {
  const body = JSON.stringify(bodyOf(request), null, 2).replace(/^(\s*)"(\w+)":/gm, '$1$2:');
  const result = isStreamed(request) ? 'stream' : 'completion';
  return `import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: '${apiUrl}/v1',
  apiKey: process.env.SIGNALBOX_API_KEY,
});

const ${result} = await client.chat.completions.create(${body});

${typescriptPrint(request)}`;
}

function typescriptPrint(request: SnippetRequest): string {
  if (!isStreamed(request)) {
    const message = 'completion.choices[0]?.message';
    return `console.log(${mayCallTools(request) ? `JSON.stringify(${message}, null, 2)` : `${message}.content`});`;
  }
  const toolCalls = `
  for (const { function: call } of chunk.choices[0]?.delta?.tool_calls ?? []) {
    process.stdout.write((call?.name ? \`\\n\${call.name} \` : '') + (call?.arguments ?? ''));
  }`;
  return `for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta?.content ?? '');${mayCallTools(request) ? toolCalls : ''}
}`;
}

function python(request: SnippetRequest, apiUrl: string): string {
  const parameters = Object.entries(bodyOf(request)).map(
    ([name, value]) => `    ${name}=${indent(pythonLiteral(value), '    ')},`,
  );
  return `import os
from openai import OpenAI

client = OpenAI(base_url="${apiUrl}/v1", api_key=os.environ["SIGNALBOX_API_KEY"])

${isStreamed(request) ? 'stream' : 'completion'} = client.chat.completions.create(
${parameters.join('\n')}
)

${pythonPrint(request)}`;
}

function pythonPrint(request: SnippetRequest): string {
  if (!isStreamed(request)) {
    const message = 'completion.choices[0].message';
    return `print(${message}.${mayCallTools(request) ? 'model_dump_json(indent=2)' : 'content'})`;
  }
  const toolCalls = `
    for call in (chunk.choices[0].delta.tool_calls or []) if chunk.choices else []:
        if call.function and call.function.name:
            print(f"\\n{call.function.name} ", end="")
        if call.function and call.function.arguments:
            print(call.function.arguments, end="", flush=True)`;
  return `for chunk in stream:
    if chunk.choices and chunk.choices[0].delta.content:
        print(chunk.choices[0].delta.content, end="", flush=True)${mayCallTools(request) ? toolCalls : ''}`;
}

const indent = (text: string, by: string) => text.replaceAll('\n', `\n${by}`);

/** JSON strings are Python strings too; only the three words differ. */
function pythonLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[\n${value.map((item) => `    ${pythonLiteral(item)},\n`).join('')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, item]) => `${JSON.stringify(name)}: ${pythonLiteral(item)}`)
      .join(', ')}}`;
  }
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value === null ? 'None' : JSON.stringify(value);
}
