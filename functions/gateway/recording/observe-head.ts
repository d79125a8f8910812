import { type JsonObject, stringIn } from '../../../shared/json/json-object.ts';
import { usageIn } from '../../../shared/pricing/usage-in.ts';
import type { Provider } from '../../../shared/providers/provider.ts';
import type { Observation } from './observation.ts';

/** What answers and chunks have in common. */
export function observeHead(observation: Observation, json: JsonObject, provider: Provider): void {
  observation.hasBegun = true;
  observation.responseId ??= stringIn(json, 'id');
  observation.answeringModel ??= stringIn(json, 'model');
  const reported = usageIn(json);
  if (reported) observation.usage = provider.readUsage(reported) ?? observation.usage;
}
