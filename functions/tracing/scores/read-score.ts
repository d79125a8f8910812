import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { dataTypeOf, type ScoreInput, scoreInputSchema } from '../../../shared/contract/scores.ts';
import { describeIssue } from '../../../shared/http/describe-issue.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import { toFieldErrors } from '../../../shared/http/parse-input.ts';
import type { Principal } from '../../../shared/http/principal.ts';
import type { Ids } from '../../../shared/runtime/ids.ts';
import type { ScoreTarget } from '../../../shared/storage/score-keys.ts';
import type { ScoreDraft } from '../../../shared/storage/score-record.ts';

export interface ScoreOrigin {
  principal: Principal;
  /** Where it stands in the request, for errors: `body.scores.3`. */
  field: string;
  index: number;
  /** The same for a request and its repetitions. */
  idempotencyKey: string | null;
  ids: Ids;
}

export interface ReadScore {
  target: ScoreTarget;
  draft: ScoreDraft;
}

/** Reads a score that somebody sent. Throws a `ValidationError` that names every wrong field. */
export function readScore(raw: unknown, origin: ScoreOrigin): ReadScore {
  const parsed = scoreInputSchema.safeParse(raw, { error: describeIssue });
  if (!parsed.success) throw new ValidationError(errorsAt(origin.field, parsed.error));
  const { id, traceId, spanId, sessionId, value, source, comment, scorer, metadata, name } = parsed.data;
  const target: ScoreTarget =
    traceId === undefined ? { kind: 'session', sessionId: sessionId ?? '' } : { kind: 'trace', traceId };
  const draft: ScoreDraft = {
    id: id ?? deriveId({ name, spanId }, origin),
    spanId: spanId ?? null,
    // Both are in the sums, and no table takes half a character.
    name: name.toWellFormed(),
    dataType: dataTypeOf(value),
    value: typeof value === 'string' ? value.toWellFormed() : value,
    comment: comment ?? null,
    source: sourceOf(source, origin),
    scorer: scorer ?? null,
    metadata: metadata ?? {},
  };
  return { target, draft };
}

function errorsAt(field: string, error: z.ZodError) {
  return toFieldErrors('body', error).map((each) => ({ ...each, field: each.field.replace(/^body/, field) }));
}

function sourceOf(source: ScoreInput['source'], { principal, field }: ScoreOrigin): ScoreDraft['source'] {
  if (principal.kind === 'key') return source ?? 'api';
  if (source === undefined || source === 'annotation') return 'annotation';
  throw new ValidationError([{ field: `${field}.source`, message: 'must be "annotation" for what a person says' }]);
}

/** A person who says it again changes their mind; a program that says it again says it of something else. */
function deriveId({ name, spanId = '' }: { name: string; spanId?: string | undefined }, origin: ScoreOrigin): string {
  const { principal, idempotencyKey, index, ids } = origin;
  if (principal.kind === 'person') return `person-${digest([principal.id, spanId, name])}`;
  return idempotencyKey === null ? ids() : `request-${digest([principal.id, idempotencyKey, String(index)])}`;
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
