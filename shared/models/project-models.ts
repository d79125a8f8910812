import type { Model } from '../contract/models.ts';
import type { Provider } from '../contract/providers.ts';
import { applyOverride, type ModelOverrideRecord } from './apply-override.ts';
import { type CatalogueModel, catalogueModels, findModel } from './catalogue.ts';
import { splitModelId, unlistedModel } from './unlisted-model.ts';

export interface ProjectView {
  /** The connected providers; the sandbox need not be among them. */
  providers: readonly Pick<Provider, 'id' | 'models'>[];
  overrides: readonly ModelOverrideRecord[];
}

/** Every model that the project can name, by id: the catalogue's, its providers' own, and those it has described itself. */
export function listProjectModels(view: ProjectView): Model[] {
  const overrides = new Map(view.overrides.map((record) => [record.modelId, record]));
  const unlisted = [...servedIds(view), ...overrides.keys()].flatMap((id) => describeUnlisted(id));
  const models = new Map([...unlisted, ...catalogueModels].map((model) => [model.id, model]));
  return [...models.values()]
    .map((model) => ({ ...applyOverride(model, overrides.get(model.id)), isAvailable: isAvailable(model, view) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** One model as the project sees it; null if neither the catalogue, a provider nor an override knows it. */
export function findProjectModel(id: string, view: ProjectView): Model | null {
  const record = view.overrides.find((each) => each.modelId === id);
  const model = findModel(id) ?? describeUnlisted(id)[0];
  if (!model) return null;
  const isKnown = findModel(id) !== undefined || record !== undefined;
  const isReachable = isAvailable(model, view);
  if (!isKnown && !isReachable) return null;
  return { ...applyOverride(model, record), isAvailable: isReachable };
}

/** Wildcards name no model that could be listed. */
function servedIds({ providers }: ProjectView): string[] {
  return providers.flatMap(({ id, models }) =>
    models.filter((model) => !model.includes('*')).map((model) => `${id}/${model}`),
  );
}

function describeUnlisted(id: string): CatalogueModel[] {
  const parts = splitModelId(id);
  return parts ? [unlistedModel(parts.provider, parts.providerModelId)] : [];
}

function isAvailable(model: CatalogueModel, { providers }: ProjectView): boolean {
  if (model.provider === 'sandbox') return findModel(model.id) !== undefined;
  const provider = providers.find((each) => each.id === model.provider);
  if (!provider) return false;
  return findModel(model.id) !== undefined || provider.models.some((each) => matches(each, model.providerModelId));
}

/** A served model may end in `*`. */
function matches(pattern: string, providerModelId: string): boolean {
  return pattern.endsWith('*') ? providerModelId.startsWith(pattern.slice(0, -1)) : pattern === providerModelId;
}
