import type { SnippetLanguage } from './get-started-search.ts';

export interface SnippetInput {
  /** Where the API is: `http://localhost:3000`. */
  apiUrl: string;
  apiKey: string;
  model: string;
}

/** What stands for the key until there is one. */
export const keyPlaceholder = 'YOUR_API_KEY';

const question = 'Say hello, then explain a railway signal box in one sentence.';

const builders: Record<SnippetLanguage, (input: SnippetInput) => string> = { curl, typescript, python, otel };

/** A program that works as it stands, with the real address, key and model in it. */
export function buildSnippet(language: SnippetLanguage, input: SnippetInput): string {
  return builders[language](input);
}

function curl({ apiUrl, apiKey, model }: SnippetInput): string {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: question }], stream: true }, null, 2)
    // Indented like the lines around it.
    .replaceAll('\n', '\n  ');
  return `curl -N ${apiUrl}/v1/chat/completions \\
  -H 'Authorization: Bearer ${apiKey}' \\
  -H 'Content-Type: application/json' \\
  -d '${body}'`;
}

function typescript({ apiUrl, apiKey, model }: SnippetInput): string {
  return `// npm install openai
import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: '${apiUrl}/v1',
  apiKey: '${apiKey}',
});

const stream = await client.chat.completions.create({
  model: '${model}',
  messages: [{ role: 'user', content: '${question}' }],
  stream: true,
});

for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta?.content ?? '');
}`;
}

function python({ apiUrl, apiKey, model }: SnippetInput): string {
  return `# pip install openai
from openai import OpenAI

client = OpenAI(
    base_url="${apiUrl}/v1",
    api_key="${apiKey}",
)

stream = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "${question}"}],
    stream=True,
)

for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)`;
}

/** Only for traces: metrics and logs are not taken, and go where they went. Header values in this variable are URL-encoded, so the space after `Bearer` is `%20` (OpenTelemetry specification). */
function otel({ apiUrl, apiKey }: SnippetInput): string {
  return `# For any OpenTelemetry SDK: traces of your application, whichever models it calls
export OTEL_EXPORTER_OTLP_TRACES_ENDPOINT="${apiUrl}/otel/v1/traces"
export OTEL_EXPORTER_OTLP_TRACES_HEADERS="Authorization=Bearer%20${apiKey}"
export OTEL_EXPORTER_OTLP_TRACES_PROTOCOL="http/protobuf"
export OTEL_SERVICE_NAME="my-app"`;
}
