import type { ReportedUsage } from '../../../../shared/pricing/normalize-usage.ts';
import { type RuleTable, readCount } from './rule.ts';

type ReportedCounts = Required<Omit<ReportedUsage, 'convention' | 'basis' | 'isPartial'>>;

/** https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/: input tokens include the cached ones. */
export const usageRules: RuleTable<
  Pick<ReportedCounts, 'input' | 'output' | 'total' | 'cacheRead' | 'cacheWrite' | 'reasoning'>
> = {
  input: { attributes: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens'], read: readCount },
  output: { attributes: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'], read: readCount },
  total: { attributes: ['gen_ai.usage.total_tokens'], read: readCount },
  cacheRead: { attributes: ['gen_ai.usage.cache_read.input_tokens'], read: readCount },
  cacheWrite: { attributes: ['gen_ai.usage.cache_creation.input_tokens'], read: readCount },
  reasoning: { attributes: ['gen_ai.usage.reasoning.output_tokens'], read: readCount },
};
