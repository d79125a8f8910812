import type { PlaygroundRequest } from './draft.ts';

export const snippetLanguages = ['curl', 'typescript', 'python'] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

/** The call as code that runs as it stands, once `SIGNALBOX_API_KEY` is set. */
export function snippetOf(language: SnippetLanguage, request: PlaygroundRequest, apiUrl: string): string {
  switch (language) {
    case 'curl':
      return curl(request, apiUrl);
    case 'typescript':
      return typescript(request, apiUrl);
    case 'python':
      return python(request, apiUrl);
  }
}

function curl(request: PlaygroundRequest, apiUrl: string): string {
  const body = JSON.stringify({ ...request, stream: true }, null, 2);
  return `curl --no-buffer ${apiUrl}/v1/chat/completions \\
  -H "Authorization: Bearer $SIGNALBOX_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d ${shellQuote(body)}`;
}

/** Inside single quotes a shell reads everything as it is, except the quote itself. */
const shellQuote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

function typescript(request: PlaygroundRequest, apiUrl: string): string {
  const body = indent(JSON.stringify({ ...request, stream: true }, null, 2).replace(/^(\s*)"(\w+)":/gm, '$1$2:'), '');
  return `import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: '${apiUrl}/v1',
  apiKey: process.env.SIGNALBOX_API_KEY,
});

const stream = await client.chat.completions.create(${body});

for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta?.content ?? '');
}`;
}

function python(request: PlaygroundRequest, apiUrl: string): string {
  const parameters = Object.entries({ ...request, stream: true }).map(
    ([name, value]) => `    ${name}=${indent(pythonLiteral(value), '    ')},`,
  );
  return `import os
from openai import OpenAI

client = OpenAI(base_url="${apiUrl}/v1", api_key=os.environ["SIGNALBOX_API_KEY"])

stream = client.chat.completions.create(
${parameters.join('\n')}
)

for chunk in stream:
    if chunk.choices and chunk.choices[0].delta.content:
        print(chunk.choices[0].delta.content, end="", flush=True)`;
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
