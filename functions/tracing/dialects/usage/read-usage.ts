import type { Usage } from '../../../../shared/contract/usage.ts';
import { normalizeUsage, type ReportedUsage } from '../../../../shared/pricing/normalize-usage.ts';
import type { Attributes, OtlpScope } from '../../otlp/otlp-request.ts';
import { applyRules } from '../alias.ts';
import { namesOf } from '../names-of.ts';
import { readCount } from '../readers.ts';
import { readLangfuseUsage } from './langfuse-usage.ts';
import { readProviderParts } from './provider-metadata.ts';
import { uncachedParts } from './uncached-parts.ts';
import {
  openInferenceUsageRules,
  otelUsageRules,
  outsideReasoningAttribute,
  promptUsageRules,
  type ReportedCounts,
  type UsageRules,
  vercelUsageRules,
} from './usage-rules.ts';

/** What decides, beside the numbers, how a source counts. */
export interface UsageSource {
  scope: OtlpScope;
  /** As the span names it. */
  provider: string | null;
}

type Convention = Usage['convention'] | undefined;

/**
 * The usage of a span, from the one dialect that says most about it: counts of different sources are not mixed, for
 * they may count differently (design §4, "usage rule"; `docs/explanation/usage-and-cost.md`).
 */
export function readUsage(attributes: Attributes, source: UsageSource): Usage | null {
  const reported = readReported(attributes, source);
  return reported === null ? null : normalizeUsage({ ...readProviderParts(attributes, reported), ...reported });
}

function readReported(attributes: Attributes, source: UsageSource): ReportedUsage | null {
  const langfuse = readLangfuseUsage(attributes);
  if (langfuse !== null) return langfuse;
  for (const { rules, isMeant, conventionOf } of dialectUsages) {
    if (isMeant?.(attributes) === false) continue;
    const counts = applyRules(rules as Required<UsageRules>, attributes) as Partial<ReportedCounts>;
    if (counts.input === undefined && counts.output === undefined && counts.total === undefined) continue;
    const convention = conventionOf(source, attributes, counts);
    const parts = { ...uncachedParts(attributes, counts), ...wholeOutput(attributes, counts) };
    return { ...counts, ...parts, ...(convention === undefined ? {} : { convention }) };
  }
  return null;
}

/** An output that leaves out what was thought, with it. */
function wholeOutput(attributes: Attributes, { output = 0, reasoning }: Partial<ReportedCounts>): { output?: number } {
  const outside = readCount(attributes[outsideReasoningAttribute]);
  // Versions that count it within the output say it under another name, which goes before.
  return outside === null || outside !== reasoning ? {} : { output: output + outside };
}

interface DialectUsage {
  rules: UsageRules;
  isMeant?: (attributes: Attributes) => boolean;
  conventionOf: (source: UsageSource, attributes: Attributes, counts: Partial<ReportedCounts>) => Convention;
}

/** Dialects with names of their own come first: the AI SDK also writes OpenTelemetry's, and says less in them. */
const dialectUsages: readonly DialectUsage[] = [
  { rules: vercelUsageRules, conventionOf: conventionOfVercel },
  {
    rules: openInferenceUsageRules,
    conventionOf: (_source, _attributes, { total }) => unlessTotal(total, 'inclusive'),
  },
  { rules: promptUsageRules, isMeant: saysOnlyPrompt, conventionOf: conventionOfPrompt },
  { rules: otelUsageRules, conventionOf: conventionOfOtel },
];

function saysOnlyPrompt(attributes: Attributes): boolean {
  return 'gen_ai.usage.prompt_tokens' in attributes && !('gen_ai.usage.input_tokens' in attributes);
}

/** Where a total was reported, the numbers show which of the two it is. */
function unlessTotal(total: number | undefined, convention: Usage['convention']): Convention {
  return total === undefined ? convention : undefined;
}

/** Measured: version 0.27 of this package passes Anthropic's own counts on, and adds up a total without the cached ones. */
const exclusiveScopes: readonly string[] = ['@traceloop/instrumentation-anthropic'];

/** By the specification cached ones are in it. Who passes on what a provider counts says so by the total (Strands, of Bedrock). */
function conventionOfOtel(
  { scope }: UsageSource,
  _attributes: Attributes,
  { total }: Partial<ReportedCounts>,
): Convention {
  return exclusiveScopes.includes(scope.name) ? 'exclusive' : unlessTotal(total, 'inclusive');
}

/** Their own counts leave out what was cached. */
const exclusiveProviders = /anthropic|bedrock/;

function conventionOfPrompt({ provider }: UsageSource, _attributes: Attributes, { total }: Partial<ReportedCounts>) {
  return unlessTotal(total, exclusiveProviders.test(provider?.toLowerCase() ?? '') ? 'exclusive' : 'inclusive');
}

/**
 * From version 6 on, with token details, the input includes what was cached. Version 5 passed Anthropic's and Bedrock's
 * counts on, with a total that does not show it.
 */
function conventionOfVercel({ provider }: UsageSource, attributes: Attributes): Convention {
  const hasDetails = namesOf(attributes).some((name) => name.startsWith('ai.usage.inputTokenDetails.'));
  return !hasDetails && exclusiveProviders.test(provider?.toLowerCase() ?? '') ? 'exclusive' : 'inclusive';
}
