import { readTraceTexts } from '../../../shared/storage/read-trace-texts.ts';
import type { TraceReadPorts } from '../../../shared/storage/trace-packs.ts';
import { GramSet } from '../../../shared/text-digests/gram-set.ts';
import { visitGrams } from '../../../shared/text-digests/text-grams.ts';
import { type FilterableTrace, textsOfSummary } from '../../../shared/trace-filter/trace-values.ts';

/** What a search takes a second for: such a trace is read by every search. */
export const gramBounds = { maxCharacters: 16_000_000, maxGrams: 400_000 };

interface TraceToCollect {
  projectId: string;
  traceId: string;
  summary: FilterableTrace;
  /**
   * Packs of which its summary tells, where that was read just now: of what one transaction wrote DynamoDB may show one item before
   * another.
   */
  packCount?: number;
}

/** Grams of all texts in which full text looks, of the summary and of the spans; null if they are too many, or not all there. */
export async function collectTraceGrams(
  of: TraceToCollect,
  ports: TraceReadPorts,
  bounds = gramBounds,
): Promise<Uint32Array | null> {
  const grams = new GramSet();
  // Spans repeat much of what others say: inputs and outputs of those below them, names, models.
  const seen = new Set<string>();
  let characters = 0;
  const look = (texts: Iterable<string>) => {
    for (const text of texts) {
      if (seen.has(text)) continue;
      seen.add(text);
      characters += text.length;
      visitGrams(text.toLowerCase(), grams.add);
    }
  };
  const isTooMuch = () => characters > bounds.maxCharacters || grams.size > bounds.maxGrams;
  look(textsOfSummary(of.summary));
  const packCount = await readTraceTexts(of, { look, isDone: isTooMuch }, ports);
  const isLacking = packCount !== null && packCount < (of.packCount ?? 0);
  return isTooMuch() || isLacking ? null : grams.values();
}
