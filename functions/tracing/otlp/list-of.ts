import * as z from 'zod';
import { describeIssue } from '../../../shared/http/describe-issue.ts';

/**
 * A list, read up to the first item that is wrong: a schema's own list notes what is wrong with each, and millions of notes, which
 * 16 KB in gzip can ask for, do not fit into the memory.
 *
 * `isItem` tells at once what is right already: a schema copies it, and takes a microsecond for that.
 */
export function listOf<Item extends z.ZodType>(
  item: Item,
  isItem: (value: unknown) => value is z.output<Item> = (_): _ is z.output<Item> => false,
) {
  return z.array(z.unknown()).transform((values, context): z.output<Item>[] => {
    const items: z.output<Item>[] = [];
    for (const [index, value] of values.entries()) {
      if (isItem(value)) {
        items.push(value);
        continue;
      }
      const { data, error } = item.safeParse(value, { error: describeIssue });
      if (error === undefined) {
        items.push(data as z.output<Item>);
        continue;
      }
      for (const { path, message } of error.issues)
        context.issues.push({ code: 'custom', path: [index, ...path], message, input: value });
      return z.NEVER;
    }
    return items;
  });
}
