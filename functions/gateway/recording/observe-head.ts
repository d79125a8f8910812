import { type JsonObject, stringIn } from '../../../shared/json/json-object.ts';
import type { Provider } from '../../../shared/providers/provider.ts';
import type { Observation } from './observation.ts';

/** What answers and chunks have in common. */
export function observeHead(observation: Observation, json: JsonObject, provider: Provider): void {
  observation.hasBegun = true;
  observation.responseId ??= stringIn(json, 'id');
  observation.answeringModel ??= stringIn(json, 'model');
  const reported = json['usage'] ?? groqUsage(json);
  if (reported) observation.usage = provider.readUsage(reported) ?? observation.usage;
}

/** Groq put the usage of streams into a field of its own before it took up `include_usage`. */
function groqUsage(json: JsonObject): unknown {
  const extra = json['x_groq'];
  return typeof extra === 'object' && extra !== null && 'usage' in extra ? extra.usage : null;
}
