import type { CallWarning } from '../../contract/call-decision.ts';
import { isObject, type JsonObject } from '../../json/json-object.ts';
import type { ProviderCall } from '../provider.ts';
import { createWarnings, type Warnings } from '../translation/create-warnings.ts';
import { type MessageRules, mapMessages, messageRules } from './map-messages.ts';
import type { EndpointQuirks } from './quirks.ts';

export interface RequestChange {
  /** Members of the request that are sent otherwise; `undefined` takes one out. Nothing else is touched. */
  members: Record<string, unknown>;
  warnings: CallWarning[];
}

/** A table's row made ready for its calls. */
export function createQuirks(quirks: EndpointQuirks): (call: ProviderCall) => RequestChange {
  const names = Object.keys(quirks.parameters);
  const rules = messageRules(quirks);
  return (call) => {
    if (call.operation !== 'chat') return { members: { model: call.model }, warnings: [] };
    const warnings = createWarnings();
    const members: Record<string, unknown> = { model: call.model, ...askForUsage(call, quirks) };
    applyRules(members, quirks, { names, call, warnings });
    changeMessages(members, call.request, { rules, warnings });
    return { members, warnings: warnings.list() };
  };
}

function applyRules(
  members: Record<string, unknown>,
  { parameters }: EndpointQuirks,
  { names, call, warnings }: { names: readonly string[]; call: ProviderCall; warnings: Warnings },
): void {
  const { request, model } = call;
  for (const name of names) {
    const value = request[name];
    const effect = value === undefined ? null : parameters[name]?.apply({ name, value, model, request });
    if (!effect) continue;
    Object.assign(members, effect.set);
    if (effect.warning?.isDropped === true) warnings.dropped(name, effect.warning.message);
    else if (effect.warning) warnings.adjusted(name, effect.warning.message);
  }
}

function changeMessages(
  members: Record<string, unknown>,
  request: JsonObject,
  { rules, warnings }: { rules: MessageRules; warnings: Warnings },
): void {
  for (const name of ['messages', 'tools']) {
    const mapped = mapMessages(request[name], rules, warnings);
    if (mapped !== null) members[name] = mapped;
  }
}

function askForUsage({ isStreamed, request }: ProviderCall, { streamUsage }: EndpointQuirks): Record<string, unknown> {
  if (!isStreamed || streamUsage === 'always') return {};
  const asked = request['stream_options'];
  if (isObject(asked) && asked['include_usage'] === true) return {};
  return { stream_options: { ...(isObject(asked) ? asked : {}), include_usage: true } };
}
