import type { Span } from '../../../shared/contract/span.ts';
import type { Rejection } from './export-response.ts';
import { type MapContext, mapSpan } from './map-span.ts';
import type { DecodedSpan, OtlpSpanGroup } from './otlp-request.ts';
import { findFault, withoutZeroParent } from './validate-span.ts';

export interface GroupsContext extends Omit<MapContext, 'resource' | 'scope'> {
  /** Epoch milliseconds. */
  receivedAt: number;
}

export interface MappedGroups {
  spans: Span[];
  rejection: Rejection;
}

/** The canonical spans of an export request, and why the others are none. */
export function mapGroups(groups: readonly OtlpSpanGroup[], context: GroupsContext): MappedGroups {
  const spans: Span[] = [];
  const reasons = new Map<string, number>();
  for (const { resource, scope, spans: decoded } of groups) {
    for (const each of decoded) {
      const mapped = mapOne(each, { ...context, resource, scope });
      if (typeof mapped === 'string') reasons.set(mapped, (reasons.get(mapped) ?? 0) + 1);
      else spans.push(mapped);
    }
  }
  return { spans, rejection: { count: [...reasons.values()].reduce((sum, count) => sum + count, 0), reasons } };
}

/** The canonical span, or why there is none. A span that breaks the mapping costs only itself. */
function mapOne(decoded: DecodedSpan, context: GroupsContext & MapContext): Span | string {
  if ('unreadable' in decoded) return decoded.unreadable;
  const span = withoutZeroParent(decoded);
  try {
    return findFault(span, context.receivedAt) ?? mapSpan(span, context);
  } catch {
    return 'the span cannot be mapped';
  }
}
