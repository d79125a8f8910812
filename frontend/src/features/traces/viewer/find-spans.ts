import type { Span } from '../../../../../shared/contract/span.ts';
import { visibleRows } from '../visible-rows.ts';
import type { Forest, SpanNode } from './span-forest.ts';

export interface SpanFilter {
  /** In any of the words of a span, in any case. */
  find?: string | undefined;
  type?: Span['type'] | undefined;
  errors?: true | undefined;
}

export interface FoundSpans {
  /** What matches, in the order of the tree. */
  hits: readonly SpanNode[];
  /** What to show: hits and the way to them; null for everything. */
  kept: ReadonlySet<SpanNode> | null;
}

/**
 * Looks through names, types, models, errors, previews and, where spans are here whole, their payloads and attributes. Text
 * marks its hits in the whole tree; type and errors leave only what matches, with the spans above it.
 */
export function findSpans(forest: Forest, filter: SpanFilter, whole: ReadonlyMap<string, Span> | null): FoundSpans {
  const text = filter.find?.trim().toLowerCase() ?? '';
  const isCut = filter.type !== undefined || filter.errors === true;
  if (text === '' && !isCut) return { hits: [], kept: null };
  const kept = isCut ? new Set<SpanNode>() : null;
  const hits: SpanNode[] = [];
  for (const node of visibleRows(forest.roots, nothing)) {
    if (!matchesKind(node, filter)) continue;
    if (kept) keepWithAncestors(node, kept);
    if (text === '' || wordsOf(node, whole).includes(text)) hits.push(node);
  }
  return { hits, kept };
}

/** What to select of what is found: the first, unless the selected one is of it. */
export function hitToSelect(
  forest: Forest,
  filter: SpanFilter,
  whole: ReadonlyMap<string, Span> | null,
  selected: SpanNode | null,
): SpanNode | null {
  const { hits } = findSpans(forest, filter, whole);
  return selected !== null && hits.includes(selected) ? null : (hits[0] ?? null);
}

const nothing: ReadonlySet<string> = new Set();

function matchesKind({ span }: SpanNode, { type, errors }: SpanFilter): boolean {
  return (type === undefined || span.type === type) && (errors !== true || span.status === 'error');
}

function keepWithAncestors(node: SpanNode, kept: Set<SpanNode>): void {
  for (let each: SpanNode | null = node; each !== null && !kept.has(each); each = each.parent) kept.add(each);
}

const wordsOfWhole = new WeakMap<Span, string>();

function wordsOf({ span }: SpanNode, whole: ReadonlyMap<string, Span> | null): string {
  const full = whole?.get(span.spanId);
  if (full) return textOfWhole(full);
  const { name, type, model, provider, service, errorType, statusMessage, inputPreview, outputPreview, spanId } = span;
  const words = [name, type, model, provider, service, errorType, statusMessage, inputPreview, outputPreview, spanId];
  const events = span.events?.map(({ name: event, message }) => `${event} ${message ?? ''}`) ?? [];
  return [...words, ...events].join('\n').toLowerCase();
}

function textOfWhole(span: Span): string {
  const known = wordsOfWhole.get(span);
  if (known !== undefined) return known;
  const { name, type, model, errorType, statusMessage, input, output, attributes, metadata, service, spanId } = span;
  const values = [model, input?.value ?? input?.preview, output?.value ?? output?.preview, attributes, metadata];
  const text = [name, type, service, spanId, errorType, statusMessage, ...values.map((value) => JSON.stringify(value))]
    .join('\n')
    .toLowerCase();
  wordsOfWhole.set(span, text);
  return text;
}
