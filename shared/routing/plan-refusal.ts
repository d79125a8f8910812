import { type PlanRefusal, planRefusalCodes, type RuledOut } from './routed-target.ts';

interface Choice {
  ordered: readonly unknown[];
  ruledOut: readonly { target: { modelId: string }; why: RuledOut }[];
}

/**
 * Why nothing was left; null if something was. Of several reasons the one that is easiest to get over speaks for all: a
 * circuit closes again by itself, a shorter call fits, a missing provider stays missing.
 */
export function explainRefusal({ ordered, ruledOut }: Choice): PlanRefusal | null {
  if (ordered.length > 0) return null;
  const code = planRefusalCodes.findLast((each) => ruledOut.some(({ why }) => why.code === each));
  const reasons = ruledOut.map(({ target, why }) => `${target.modelId}: ${why.reason}`);
  const shown = reasons.slice(0, 5).join('; ');
  const more = reasons.length > 5 ? `; and ${reasons.length - 5} more` : '';
  return { code: code ?? 'model_not_available', message: `No model can take this call. ${shown}${more}.` };
}
