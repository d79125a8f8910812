import { isObject, type JsonObject, objectsIn, stringIn } from '../../json/json-object.ts';

/** `logprobsResult` as OpenAI's `logprobs`; null where there is none. */
export function mapLogprobs(result: unknown): JsonObject | null {
  if (!isObject(result)) return null;
  const tops = objectsIn(result['topCandidates']).map(({ candidates }) => objectsIn(candidates).map(toToken));
  const content = objectsIn(result['chosenCandidates']).map((chosen, at) => ({
    ...toToken(chosen),
    top_logprobs: tops[at] ?? [],
  }));
  return { content, refusal: null };
}

function toToken(candidate: JsonObject): JsonObject {
  const token = stringIn(candidate, 'token') ?? '';
  return { token, logprob: candidate['logProbability'] ?? 0, bytes: [...Buffer.from(token)] };
}
