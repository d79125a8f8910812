import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type CatalogueModel, catalogueModels } from '../shared/models/catalogue.ts';
import gathered from './data/gathered-facts.json' with { type: 'json' };
import litellm from './data/litellm-facts.json' with { type: 'json' };
import settlements from './data/settlements.json' with { type: 'json' };

/**
 * Finds where the catalogue's sources disagree about a model, and how each case was settled.
 * `node scripts/compare-sources.ts` writes the table into `docs/reference/catalogue-sources.md`; a disagreement that nobody
 * has settled stops it.
 */
export const reportPath = resolve(import.meta.dirname, '../docs/reference/catalogue-sources.md');

export interface Claim {
  id: string;
  field: string;
  source: string;
  value: number | boolean;
}
export interface Disagreement extends Claim {
  /** What the catalogue says. */
  ours: number | boolean;
  settledBy: string;
}

type Facts = { contextWindow?: number | null; maxOutputTokens?: number | null; price: Record<string, number | string> };

/** What one source says of one model; what it does not know is no claim. */
function claimsOf(id: string, source: string, { price, ...facts }: Facts & Record<string, unknown>): Claim[] {
  const prices = Object.entries(price).map(([bucket, value]) => [`price.${bucket}`, Number(value)] as const);
  const others = Object.entries(facts).filter((entry): entry is [string, number | boolean] =>
    ['number', 'boolean'].includes(typeof entry[1]),
  );
  return [...prices, ...others].map(([field, value]) => ({ id, field, source, value }));
}

/** Everything that the two other sources say. */
export function listClaims(): Claim[] {
  return [
    ...gathered.models.flatMap(({ provider, modelId, ...facts }) =>
      claimsOf(`${provider}/${modelId}`, 'gathered', facts as Facts),
    ),
    ...Object.entries(litellm.models).flatMap(([id, { price, ...facts }]) =>
      claimsOf(id, 'litellm', { price, ...limitsOf(facts) } as Facts),
    ),
  ];
}

function limitsOf({ contextWindow, maxOutputTokens }: { contextWindow?: number; maxOutputTokens?: number }) {
  return { contextWindow, maxOutputTokens };
}

function oursOf(model: CatalogueModel, field: string): number | boolean | null {
  const [first = '', bucket] = field.split('.');
  if (bucket !== undefined) {
    const price = model.price?.base[bucket as keyof NonNullable<CatalogueModel['price']>['base']];
    return price === undefined ? null : Number(price);
  }
  const known = { ...model.abilities, contextWindow: model.contextWindow, maxOutputTokens: model.maxOutputTokens };
  return known[first as keyof typeof known] ?? null;
}

/** Where a source contradicts the catalogue. What the catalogue leaves open contradicts nothing. */
export function findDisagreements(models: readonly CatalogueModel[], claims: readonly Claim[]): Disagreement[] {
  const byId = new Map(models.map((model) => [model.id, model]));
  return claims.flatMap((claim) => {
    const model = byId.get(claim.id);
    const ours = model ? oursOf(model, claim.field) : null;
    if (ours === null || ours === claim.value) return [];
    return [{ ...claim, ours, settledBy: settlementOf(claim) }];
  });
}

/** By the model and the kind of fact, else by the kind of fact and the source. */
function settlementOf({ id, field, source }: Claim): string {
  const rules: Record<string, string> = { ...settlements.rules, ...settlements.models };
  const kind = field.split('.')[0];
  const found = rules[`${id} ${kind}`] ?? rules[`${kind} ${source}`];
  if (found === undefined)
    throw new Error(`Settle ${id} ${field} in scripts/data/settlements.json: ${source} differs.`);
  return found;
}

const marker = '<!-- made by scripts/compare-sources.ts -->\n';

/** The page with the table made again. */
export function writeReport(page: string): string {
  const [introduction = ''] = page.split(marker);
  const rows = findDisagreements(catalogueModels, listClaims())
    .toSorted((a, b) => (`${a.field}${a.id}` < `${b.field}${b.id}` ? -1 : 1))
    .map(
      ({ id, field, ours, source, value, settledBy }) =>
        `| \`${id}\` | ${field} | ${ours} | ${value} (${source}) | ${settledBy} |`,
    );
  const head = '| model | fact | catalogue | other source | why |\n| --- | --- | --- | --- | --- |';
  return `${introduction}${marker}\n${[head, ...rows].join('\n')}\n`;
}

if (import.meta.main) {
  writeFileSync(reportPath, writeReport(readFileSync(reportPath, 'utf8')));
  const found = findDisagreements(catalogueModels, listClaims());
  console.log(`${found.length} disagreements, all settled: docs/reference/catalogue-sources.md`);
}
