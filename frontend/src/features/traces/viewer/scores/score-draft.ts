import {
  type ScoreDataType,
  type ScoreInput,
  type ScoreValue,
  scoreLimits,
} from '../../../../../../shared/contract/scores.ts';

/** A score as it is typed. */
export interface ScoreDraft {
  name: string;
  dataType: ScoreDataType;
  value: string;
  comment: string;
}

export const emptyDraft: ScoreDraft = { name: '', dataType: 'boolean', value: 'true', comment: '' };

/** The value that a draft stands for; null while it is none. */
export function readValue({ dataType, value }: Pick<ScoreDraft, 'dataType' | 'value'>): ScoreValue | null {
  const text = value.trim();
  if (dataType === 'boolean') return text === 'true' ? true : text === 'false' ? false : null;
  if (dataType === 'category') return text === '' || text.length > scoreLimits.labelCharacters ? null : text;
  const number = Number(text.replace(',', '.'));
  return text === '' || !Number.isFinite(number) || Math.abs(number) > scoreLimits.magnitude ? null : number;
}

/** What is sent; null while something is missing. */
export function inputOf(draft: ScoreDraft, target: { traceId: string; spanId?: string }): ScoreInput | null {
  const value = readValue(draft);
  const name = draft.name.trim();
  if (value === null || name === '' || name.length > scoreLimits.nameCharacters) return null;
  const comment = draft.comment.trim();
  return { ...target, name, value, dataType: draft.dataType, ...(comment === '' ? {} : { comment }) };
}

const numberProblem = `A number such as 0.8, at most ${scoreLimits.magnitude} on either side of 0.`;

/** What is wrong with the value, in words; undefined while nothing is. */
export function valueProblem(draft: ScoreDraft): string | undefined {
  if (draft.value.trim() === '' || readValue(draft) !== null) return undefined;
  if (draft.dataType === 'number') return numberProblem;
  return `At most ${scoreLimits.labelCharacters} characters.`;
}

/** How a value reads. */
export function valueText(value: ScoreValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : value;
}
