import type { Pattern } from '../trace-filter/filter.ts';
import { findInSummary, type TraceMatcher } from '../trace-filter/match-trace.ts';
import { containsInOrder } from '../trace-filter/matches-pattern.ts';
import type { FilterableTrace } from '../trace-filter/trace-values.ts';
import { readTraceTexts } from './read-trace-texts.ts';
import { mayHoldAny, piecesInJson } from './text-in-json.ts';
import type { TraceReadPorts } from './trace-packs.ts';

/**
 * Whether a trace fits whose summary alone cannot tell: reads its spans until it is sure. A text is found when it stands,
 * whatever its case, in one of the trace's texts: names, inputs, outputs, error messages, tags, metadata, attributes.
 */
export async function matchesSpans(
  trace: FilterableTrace & { projectId: string; traceId: string },
  matches: TraceMatcher,
  ports: TraceReadPorts,
): Promise<boolean> {
  const found = new FoundTexts(trace);
  const verdict = () => matches(trace, found.find);
  // The first time the matcher is asked, the texts it wants become known.
  verdict();
  await readTraceTexts(
    trace,
    { look: (texts) => found.look(texts), mayBeIn: (json) => found.mayBeIn(json), isDone: () => verdict() !== null },
    ports,
  );
  return verdict() ?? matches(trace, found.decide) === true;
}

interface WantedText {
  pattern: Pattern;
  /** Of the pattern, what must be in the JSON of a text that holds it. */
  pieces: readonly string[];
  isFound: boolean;
}

/** Which of the texts that a filter asks for were seen. */
class FoundTexts {
  private readonly wanted = new Map<string, WantedText>();
  private readonly summary: FilterableTrace;

  constructor(summary: FilterableTrace) {
    this.summary = summary;
  }

  /** True, or not yet. */
  readonly find = (pattern: Pattern): true | null => {
    const id = pattern.join('\0');
    const known = this.wanted.get(id) ?? this.lookInSummary(pattern);
    this.wanted.set(id, known);
    return known.isFound ? true : null;
  };

  private lookInSummary(pattern: Pattern): WantedText {
    return { pattern, pieces: piecesInJson(pattern), isFound: findInSummary(pattern, this.summary) === true };
  }

  /** After everything was looked at. */
  readonly decide = (pattern: Pattern): boolean => this.find(pattern) === true;

  mayBeIn(json: string): boolean {
    return mayHoldAny(
      json,
      this.missing().map(({ pieces }) => pieces),
    );
  }

  private missing() {
    return [...this.wanted.values()].filter(({ isFound }) => !isFound);
  }

  look(texts: Iterable<string>): void {
    const missing = this.missing();
    if (missing.length === 0) return;
    for (const text of texts) {
      const lowerCased = text.toLowerCase();
      for (const each of missing) each.isFound ||= containsInOrder(lowerCased, each.pattern);
    }
  }
}
