import type { JsonObject } from '../../json/json-object.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import type { ClaudeTraits } from './claude-traits.ts';

type Name = 'temperature' | 'top_p' | 'top_k';
type Sampling = Partial<Record<Name, number>>;

const maxTemperature = 1;
/** Below it `top_p` cannot go together with thinking. */
const minThinkingTopP = 0.95;

/** `temperature`, `top_p` and `top_k` as far as the model takes them. */
export function toSampling(
  request: JsonObject,
  traits: ClaudeTraits,
  isThinking: boolean,
  warnings: Warnings,
): Sampling {
  const asked = readSampling(request);
  if (!traits.takesSampling)
    return without(asked, ['temperature', 'top_p', 'top_k'], 'This model does not take it.', warnings);
  if (isThinking) return besideThinking(asked, warnings);
  const sampling = withinRange(asked, warnings);
  if (traits.takesBothSamplings || sampling.temperature === undefined) return sampling;
  return without(sampling, ['top_p'], 'This model takes temperature or top_p, not both.', warnings);
}

function readSampling(request: JsonObject): Sampling {
  const sampling: Sampling = {};
  for (const name of ['temperature', 'top_p', 'top_k'] as const) {
    const value = request[name];
    if (typeof value === 'number') sampling[name] = value;
  }
  return sampling;
}

function withinRange(sampling: Sampling, warnings: Warnings): Sampling {
  if (sampling.temperature === undefined || sampling.temperature <= maxTemperature) return sampling;
  warnings.adjusted('temperature', `Anthropic’s temperatures end at ${maxTemperature}; ${maxTemperature} is sent.`);
  return { ...sampling, temperature: maxTemperature };
}

function besideThinking(sampling: Sampling, warnings: Warnings): Sampling {
  const isWide = (sampling.top_p ?? 1) >= minThinkingTopP;
  const names: Name[] = isWide ? ['temperature', 'top_k'] : ['temperature', 'top_k', 'top_p'];
  return without(sampling, names, 'It cannot go together with thinking.', warnings);
}

/** What has its neutral value is left out without a word. */
function without(sampling: Sampling, names: readonly Name[], why: string, warnings: Warnings): Sampling {
  const rest = { ...sampling };
  for (const name of names) {
    const value = rest[name];
    if (value !== undefined && (value !== 1 || name === 'top_k')) warnings.dropped(name, why);
    delete rest[name];
  }
  return rest;
}
