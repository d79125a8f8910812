import type { NativeUsage } from '../../../shared/contract/native-spans.ts';
import type { Usage } from '../../../shared/contract/usage.ts';
import { normalizeUsage, type ReportedUsage } from '../../../shared/pricing/normalize-usage.ts';

/** The usage of a native span in exclusive buckets, whichever of the two forms it came in. */
export function readNativeUsage({ inputUncached, outputText, ...usage }: NativeUsage): Usage {
  const isInBuckets = inputUncached !== undefined || outputText !== undefined;
  return normalizeUsage(isInBuckets ? ofBuckets({ inputUncached, outputText, ...usage }) : ofWholes(usage));
}

/** `cacheWrite` is what is left of a provider's writes when those of a known lifetime are counted. */
function ofBuckets(usage: NativeUsage): ReportedUsage {
  const { cacheWrite = 0, cacheWrite5m = 0, cacheWrite1h = 0, cacheRead = 0 } = usage;
  const { audioInput = 0, imageInput = 0, reasoning = 0, audioOutput = 0, imageOutput = 0 } = usage;
  const written = cacheWrite + cacheWrite5m + cacheWrite1h;
  return {
    ...{ cacheRead, cacheWrite: written, cacheWrite5m, cacheWrite1h, audioInput, imageInput },
    ...{ reasoning, audioOutput, imageOutput },
    input: (usage.inputUncached ?? 0) + cacheRead + written + audioInput + imageInput,
    output: (usage.outputText ?? 0) + reasoning + audioOutput + imageOutput,
    convention: 'inclusive',
    basis: usage.basis,
  };
}

function ofWholes(usage: Omit<NativeUsage, 'inputUncached' | 'outputText'>): ReportedUsage {
  return Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== undefined));
}
