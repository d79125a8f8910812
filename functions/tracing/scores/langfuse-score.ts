import * as z from 'zod';
import type { ScoreInput } from '../../../shared/contract/scores.ts';
import { parseInput } from '../../../shared/http/parse-input.ts';

/** `POST /api/public/scores` and the body of `score-create`, as far as it has a meaning here. */
const langfuseScoreSchema = z.looseObject({
  id: z.string().nullish(),
  traceId: z.string().nullish(),
  sessionId: z.string().nullish(),
  observationId: z.string().nullish(),
  name: z.string(),
  value: z.union([z.number(), z.string(), z.boolean()], 'must be a number or a word'),
  dataType: z.enum(['NUMERIC', 'BOOLEAN', 'CATEGORICAL', 'TEXT']).nullish(),
  comment: z.string().nullish(),
  metadata: z.unknown().optional(),
});

/** A score in Langfuse's words, in ours; what is wrong with it is found where ours are read. */
export function fromLangfuseScore(raw: unknown): ScoreInput {
  const { id, traceId, sessionId, observationId, name, value, dataType, comment, metadata } = parseInput(
    'body',
    langfuseScoreSchema,
    raw,
  );
  return {
    name,
    value: dataType === 'BOOLEAN' && (value === 0 || value === 1) ? value === 1 : value,
    ...(dataType === 'BOOLEAN' ? { dataType: 'boolean' } : {}),
    ...(dataType === 'NUMERIC' ? { dataType: 'number' } : {}),
    ...(dataType === 'CATEGORICAL' || dataType === 'TEXT' ? { dataType: 'category' } : {}),
    ...(id ? { id } : {}),
    // A score of a trace may also name its session.
    ...(traceId ? { traceId: traceId.toLowerCase() } : sessionId ? { sessionId } : {}),
    ...(observationId ? { spanId: observationId.toLowerCase() } : {}),
    ...(comment ? { comment } : {}),
    ...(isObject(metadata) ? { metadata: metadata as NonNullable<ScoreInput['metadata']> } : {}),
  };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
