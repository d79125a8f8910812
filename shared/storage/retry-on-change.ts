import { ConflictError } from '../http/errors.ts';

/** What an attempt answers when somebody else wrote between its reading and its writing. */
export const outdated = Symbol('outdated');

const maxTries = 10;

/** Reads and writes again for as long as others come between, within reason. */
export async function retryOnChange<T>(attempt: () => Promise<T | typeof outdated>): Promise<T> {
  for (let tried = 0; tried < maxTries; tried++) {
    const outcome = await attempt();
    if (outcome !== outdated) return outcome;
  }
  throw new ConflictError('Others are changing the same thing. Try again.', 'changed_concurrently');
}
