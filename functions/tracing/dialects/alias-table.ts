import type { Alias, Rule } from './alias.ts';
import { inputSources, outputSources } from './content/content-rules.ts';
import { contextRules } from './context-rules.ts';
import { langfuseCostAttribute, totalCostRule } from './cost-rules.ts';
import type { Convention, Dialect } from './dialect.ts';
import { metadataNames } from './metadata-rules.ts';
import { modelRules, parameterAttributes, parameterObjects } from './model-rules.ts';
import { simulatedRule } from './simulated-rules.ts';
import { errorRules } from './status-rules.ts';
import { typeRule } from './type-rules.ts';
import { langfuseUsageAttribute } from './usage/langfuse-usage.ts';
import { usageRuleSets } from './usage/usage-rules.ts';

/** A line of the attribute reference. */
export interface AliasEntry {
  /** As in the canonical span: `usage.cacheRead`, `model.provider`. */
  field: string;
  attribute: string;
  dialect: Convention;
}

/** Every attribute that becomes a field, in the order in which they are preferred. */
export function aliasTable(): AliasEntry[] {
  return withoutRepetition([
    ...ofRule('type', typeRule),
    ...ofTable('', contextRules),
    ...ofTable('', errorRules),
    ...ofRule('isSimulated', simulatedRule),
    ...ofTable('model', modelRules),
    ...Object.entries(parameterAttributes).map(([attribute, name]) => ({
      ...{ field: `model.parameters.${name}`, attribute, dialect: dialectOfParameter(attribute) },
    })),
    ...ofRule('model.parameters', parameterObjects),
    { field: 'usage', attribute: langfuseUsageAttribute, dialect: 'langfuse' },
    ...usageRuleSets.flatMap((rules) => ofTable('usage', rules)),
    { field: 'cost', attribute: langfuseCostAttribute, dialect: 'langfuse' },
    ...ofRule('cost.totalNanoUsd', totalCostRule),
    ...inputSources.flatMap((source) => ofContent('input', source)),
    ...outputSources.flatMap((source) => ofContent('output', source)),
    ...metadataNames.map(({ dialect, attribute }) => ({ field: 'metadata', dialect, attribute: `${attribute}.*` })),
  ]);
}

function ofTable(parent: string, table: Readonly<Record<string, Rule<unknown>>>): AliasEntry[] {
  return Object.entries(table).flatMap(([field, rule]) => ofRule(parent === '' ? field : `${parent}.${field}`, rule));
}

function ofRule(field: string, rule: readonly Alias<unknown>[]): AliasEntry[] {
  return rule.map(({ attribute, dialect }) => ({ field, attribute, dialect }));
}

function ofContent(field: string, { dialect, attributes }: { dialect: Dialect; attributes: readonly string[] }) {
  return attributes.map((attribute) => ({
    ...{ field, dialect, attribute: attribute.endsWith('.') ? `${attribute}*` : attribute },
  }));
}

function dialectOfParameter(attribute: string): Dialect {
  if (attribute.startsWith('ai.')) return 'vercel';
  return attribute.startsWith('llm.') ? 'openllmetry' : 'opentelemetry';
}

function withoutRepetition(entries: readonly AliasEntry[]): AliasEntry[] {
  return [...new Map(entries.map((entry) => [`${entry.field} ${entry.attribute}`, entry])).values()];
}
