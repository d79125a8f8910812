import { createWarnings, type Warnings } from '../../../../shared/providers/translation/create-warnings.ts';
import { createFieldMap, type FieldMap } from './field-map.ts';

/** What a request's translation notes on its way. */
export interface Translation {
  fields: FieldMap;
  /** Their fields are the caller's. */
  warnings: Warnings;
}

export function beginTranslation(): Translation {
  return { fields: createFieldMap(), warnings: createWarnings() };
}
