import * as z from 'zod';

/**
 * A record of so many entries at most. They are counted before they are read: a schema notes what is wrong with each, and a body can
 * hold half a million.
 */
export function atMost<T extends z.ZodType>(most: number, record: T) {
  const counted = z.preprocess((value: unknown, context) => {
    if (typeof value === 'object' && value !== null && Object.keys(value).length > most)
      context.issues.push({ code: 'custom', message: `must have at most ${most} entries`, input: value });
    return value;
  }, record);
  // What is prepared may be missing, unless told.
  return z.nonoptional(counted) as unknown as z.ZodType<z.output<T>, z.input<T>>;
}
