import type { Model } from '../../../shared/contract/models.ts';
import type { Span } from '../../../shared/contract/span.ts';
import { applyOverride, type ModelOverrideRecord } from '../../../shared/models/apply-override.ts';
import { canonicalProvider } from '../../../shared/models/canonical-provider.ts';
import { findListedModel } from '../../../shared/models/find-listed-model.ts';
import { unlistedModel } from '../../../shared/models/unlisted-model.ts';

export type PricedModel = Pick<Model, 'price' | 'priceTableVersion' | 'isSimulated' | 'provider'>;
export type ModelLookup = (call: NonNullable<Span['model']>) => PricedModel | null;

/** Of a span that names no provider, whoever makes the model is taken for it: first come those whose names are theirs alone. */
const makers = ['openai', 'anthropic', 'google', 'mistral', 'deepseek', 'x-ai', 'cohere', 'moonshotai', 'perplexity'];
/** Bedrock puts makers, and before them regions, in front of its names: `us.anthropic.claude-…`. */
const ofBedrock = /^([a-z]{2,6}\.)?[a-z0-9]+\.[a-z]/;

/** What frameworks call themselves where a provider belongs: Strands, Google's ADK and what is around LangChain and LiteLLM. */
const frameworks: readonly string[] = ['strands-agents', 'gcp.vertex.agent', 'langchain', 'litellm'];

function isNoProvider(provider: string): boolean {
  return provider === 'unknown' || frameworks.includes(provider.toLowerCase());
}

/** Finds the model that answered, else the one that was asked for, with the project's own prices. */
export function createModelLookup(overrides: readonly ModelOverrideRecord[]): ModelLookup {
  const byId = new Map(overrides.map((record) => [record.modelId, record]));
  const find = (provider: string, name: string): PricedModel | null => {
    const slug = canonicalProvider(provider);
    const known = findListedModel(provider, name);
    const record = byId.get(known?.id ?? `${slug}/${name}`);
    if (known === undefined && record === undefined) return null;
    return applyOverride(known ?? unlistedModel(slug, name), record);
  };
  const findOf = (provider: string, name: string | null): PricedModel | null => {
    if (name === null) return null;
    if (!isNoProvider(provider)) return find(provider, name);
    // A project may price a model that its senders name no provider of.
    if (byId.has(`${canonicalProvider(provider)}/${name}`)) return find(provider, name);
    const [maker, ...rest] = name.split('/');
    const named = rest.length > 0 && maker !== undefined ? find(maker, rest.join('/')) : null;
    const candidates = ofBedrock.test(name) ? ['aws', ...makers] : makers;
    return named ?? candidates.reduce<PricedModel | null>((found, each) => found ?? find(each, name), null);
  };
  return ({ provider, answeringModel, requestedModel }) =>
    findOf(provider, answeringModel) ?? findOf(provider, requestedModel);
}
