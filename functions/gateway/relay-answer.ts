import { errorResponse } from '../../shared/http/error-response.ts';
import { isObject, type JsonObject, parseJson } from '../../shared/json/json-object.ts';
import type { ProviderResponse } from '../../shared/providers/provider.ts';
import { ProviderError } from '../../shared/providers/provider-error.ts';
import { readBytes } from '../../shared/providers/read-bytes.ts';
import { callProvider, toRunError } from './attempts/call-provider.ts';
import { findSentError } from './attempts/read-provider-failure.ts';
import type { Run } from './begin-run.ts';
import type { GatewayPorts } from './gateway-ports.ts';
import { observeCompletion, observeEmbeddings } from './recording/observe-completion.ts';
import { recordRun } from './recording/record-run.ts';
import { traceHeader } from './recording/trace-header.ts';

/** 2,048 vectors of 3,072 numbers in decimal are about 75 MB. */
const maxAnswerBytes = 128 * 1024 * 1024;

/** Answers with the provider's own bytes, once they are known to be what the caller expects. */
export async function relayAnswer(ports: GatewayPorts, run: Run): Promise<Response> {
  try {
    const bytes = await readAnswer(run, await callProvider(run));
    recordRun(ports, run, null);
    return new Response(bytes, { headers: { 'content-type': 'application/json', [traceHeader]: run.traceId } });
  } catch (thrown) {
    const error = toRunError(run, thrown);
    recordRun(ports, run, error);
    const response = errorResponse(error, 'openai', run.requestId);
    response.headers.set(traceHeader, run.traceId);
    return response;
  }
}

async function readAnswer(run: Run, response: ProviderResponse): Promise<Uint8Array<ArrayBuffer>> {
  const { provider } = run.target;
  const bytes = await readBytes(response.body, maxAnswerBytes);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const json = parseJson(text)?.value;
  const failure = findSentError(provider, json);
  if (failure) throw failure;
  if (!isObject(json) || !Array.isArray(json[run.operation === 'chat' ? 'choices' : 'data'])) {
    throw new ProviderError(
      'provider_invalid_response',
      `The provider "${provider.slug}" did not answer in OpenAI’s form.`,
    );
  }
  observe(run, json);
  const clean = provider.redact(text);
  return clean === text ? bytes : Buffer.from(clean);
}

function observe({ operation, observation, target }: Run, json: JsonObject): void {
  if (operation === 'chat') observeCompletion(observation, json, target.provider);
  else observeEmbeddings(observation, json, target.provider);
}
