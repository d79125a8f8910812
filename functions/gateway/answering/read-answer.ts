import { isObject, type JsonObject, parseJson } from '../../../shared/json/json-object.ts';
import { ProviderError } from '../../../shared/providers/provider-error.ts';
import { readBytes } from '../../../shared/providers/read-bytes.ts';
import type { Attempt } from '../attempts/attempt.ts';
import { callProvider } from '../attempts/call-provider.ts';
import { findSentError } from '../attempts/read-provider-failure.ts';
import type { Run } from '../begin-run.ts';

/** 2,048 vectors of 3,072 numbers in decimal are about 75 MB. */
const maxAnswerBytes = 128 * 1024 * 1024;

/** The answer of a provider, once it is known to be what the caller expects. */
export async function readAnswer(run: Run, attempt: Attempt, expected: 'choices' | 'data') {
  const { provider } = attempt;
  const response = await callProvider(run, attempt);
  const bytes = await readBytes(response.body, maxAnswerBytes);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const json = parseJson(text)?.value;
  const failure = findSentError(provider, json);
  if (failure) throw failure;
  if (!isObject(json) || !Array.isArray(json[expected])) {
    const message = `The provider "${provider.slug}" did not answer in OpenAI’s form.`;
    throw new ProviderError('provider_invalid_response', message);
  }
  const clean = provider.redact(text);
  if (clean === text) return { json, bytes };
  return { json: JSON.parse(clean) as JsonObject, bytes: Buffer.from(clean) };
}
