import { AppError } from '../../../shared/http/app-error.ts';
import type { AnswerError } from './to-answer-errors.ts';

const namedInMessage = 3;

/** The model answered, was asked to repair it, and what it said does still not keep to the schema. */
export class StructuredOutputError extends AppError {
  constructor(schemaName: string, errors: readonly AnswerError[]) {
    const named = errors.slice(0, namedInMessage).map(({ path, message }) => `${path}: ${message}`);
    const more = errors.length > namedInMessage ? ` (and ${errors.length - namedInMessage} more)` : '';
    super(`The model’s answer does not keep to the schema \`${schemaName}\`. ${named.join(' ')}${more}`, {
      code: 'structured_output_invalid',
      status: 422,
      // Another answer of the same model may well keep to it.
      isRetryable: true,
      param: 'response_format',
      fieldErrors: errors.map(({ path, message }) => ({ field: path, message })),
    });
  }
}
