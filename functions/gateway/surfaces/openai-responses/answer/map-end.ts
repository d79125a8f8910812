import type { AnswerEnd } from '../../translation/answer-end.ts';
import type { ResponseState } from './to-response.ts';

const reasons: Readonly<Record<string, string>> = { length: 'max_output_tokens', content_filter: 'content_filter' };

/** Whether the answer came to its end, and if not, why. */
export function mapEnd({ finishReason }: AnswerEnd): Pick<ResponseState, 'reason'> & {
  status: 'completed' | 'incomplete';
} {
  const reason = finishReason !== null && Object.hasOwn(reasons, finishReason) ? reasons[finishReason] : undefined;
  return reason === undefined ? { status: 'completed' } : { status: 'incomplete', reason };
}
