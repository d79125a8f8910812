import type { NativeUsage } from '../../../shared/contract/native-spans.ts';
import { type Usage, usageFlags } from '../../../shared/contract/usage.ts';
import { normalizeUsage, type ReportedUsage } from '../../../shared/pricing/normalize-usage.ts';
import { withoutUndefined } from '../../../shared/runtime/without-undefined.ts';

/** The usage of a native span in exclusive buckets, whichever of the two forms it came in. Null if it counts nothing. */
export function readNativeUsage({ basis, convention, ...sent }: NativeUsage): Usage | null {
  const counts: Counts = withoutUndefined(sent);
  if (Object.keys(counts).length === 0) return null;
  const { inputUncached, outputText, ...parts } = counts;
  if (inputUncached === undefined && outputText === undefined) {
    return normalizeUsage(withoutUndefined({ ...parts, basis, convention }));
  }
  return withWholes(normalizeUsage({ ...ofBuckets(counts, convention), basis }), counts);
}

type Counts = Partial<Omit<NativeUsage, 'basis' | 'convention'>>;

/** Wholes are the sums of their buckets; where one side came as a whole with its parts, it is read as such. */
function ofBuckets(counts: Counts, convention: NativeUsage['convention']): ReportedUsage {
  const { cacheWrite, cacheWrite5m = 0, cacheWrite1h = 0, cacheRead = 0 } = counts;
  const { audioInput = 0, imageInput = 0, reasoning = 0, audioOutput = 0, imageOutput = 0 } = counts;
  const isWholeInput = counts.inputUncached === undefined && counts.input !== undefined;
  const isWholeOutput = counts.outputText === undefined && counts.output !== undefined;
  // Of buckets, `cacheWrite` is what is left of a provider's writes when those of a known lifetime are counted.
  const known = cacheWrite5m + cacheWrite1h;
  const written = isWholeInput ? (cacheWrite ?? known) : (cacheWrite ?? 0) + known;
  const input = (counts.inputUncached ?? 0) + cacheRead + written + audioInput + imageInput;
  const output = (counts.outputText ?? 0) + reasoning + audioOutput + imageOutput;
  return {
    ...{ cacheRead, cacheWrite: written, cacheWrite5m, cacheWrite1h, audioInput, imageInput },
    ...{ reasoning, audioOutput, imageOutput },
    input: isWholeInput ? (counts.input ?? 0) : input,
    output: isWholeOutput ? (counts.output ?? 0) : output,
    ...(isWholeInput ? withoutUndefined({ convention }) : { convention: 'inclusive' }),
  };
}

/** A whole that was sent beside its buckets is kept as it was sent, and flagged where it is not their sum. */
function withWholes(usage: Usage, counts: Counts): Usage {
  const input = counts.inputUncached === undefined ? usage.input : (counts.input ?? usage.input);
  const output = counts.outputText === undefined ? usage.output : (counts.output ?? usage.output);
  const total = counts.total ?? input + output;
  const flags = new Set(usage.flags);
  if (input !== usage.input) flags.add('contradictory_input');
  if (output !== usage.output) flags.add('contradictory_output');
  if (total !== input + output) flags.add('contradictory_total');
  return { ...usage, input, output, total, flags: usageFlags.filter((flag) => flags.has(flag)) };
}
