import type { ReportedUsage } from '../../../../shared/pricing/normalize-usage.ts';
import type { Attributes } from '../../otlp/otlp-request.ts';
import { readCount } from '../readers.ts';

type InputParts = Pick<ReportedUsage, 'audioInput' | 'imageInput'>;

const cachedAttributes = {
  // The second is Pydantic AI's.
  audioInput: ['gen_ai.usage.audio.cache_read.input_tokens', 'gen_ai.usage.details.cache_audio_read_tokens'],
  imageInput: ['gen_ai.usage.image.cache_read.input_tokens'],
} as const;

/** OpenTelemetry counts what was read from a cache within its modality, too; here it is in the bucket of the cache only. */
export function uncachedParts(attributes: Attributes, counts: InputParts): InputParts {
  const parts: InputParts = {};
  for (const part of ['audioInput', 'imageInput'] as const) {
    const all = counts[part];
    const cached = cachedAttributes[part].map((name) => readCount(attributes[name])).find((count) => count !== null);
    if (all !== undefined && cached !== undefined) parts[part] = Math.max(all - cached, 0);
  }
  return parts;
}
