import type { Span } from '../../../shared/contract/span.ts';
import { aliases, applyRule, type Rule } from './alias.ts';

export const simulatedAttribute = 'signalbox.simulated';

/** Whether a sender says that nobody ran what the span tells of. */
export const simulatedRule: Rule<boolean> = aliases('signalbox', readStatement, simulatedAttribute);

/** `OTEL_RESOURCE_ATTRIBUTES` holds texts only. */
function readStatement(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  return value === 'false' ? false : null;
}

interface Statement {
  model: Span['model'];
  /** Of the model that is priced; null if none is known. */
  priced: { isSimulated: boolean } | null;
  /** What the sender says; null if nothing. */
  said: boolean | null;
}

/** The one rule: an answer of the sandbox is simulated whatever is said of it, anything else if its sender says so. */
export function isSimulatedSpan({ model, priced, said }: Statement): boolean {
  return model?.provider === 'sandbox' || priced?.isSimulated === true || said === true;
}

/** What an attribute of the span says goes before what one of its resource says. */
export function readSimulated(attributes: Record<string, unknown>, resource: Record<string, unknown>): boolean | null {
  return applyRule(simulatedRule, attributes) ?? applyRule(simulatedRule, resource);
}
