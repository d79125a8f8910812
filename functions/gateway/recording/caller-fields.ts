import type { Span } from '../../../shared/contract/span.ts';
import { isObject, stringIn } from '../../../shared/json/json-object.ts';

/** Long enough for any id, short enough for an index key. */
const maxIdCharacters = 200;
const maxTags = 20;

/**
 * What callers say about themselves, in OpenAI's own fields: `user`, and of `metadata` the names `session_id`, `user_id`,
 * `environment`, `service`, `release` and `tags` (divided by commas).
 */
export function callerFields(
  request: Readonly<Record<string, unknown>>,
  stage: string,
): Pick<Span, 'sessionId' | 'userId' | 'environment' | 'service' | 'release' | 'tags' | 'metadata'> {
  const metadata = isObject(request['metadata']) ? request['metadata'] : {};
  const named = (name: string) => stringIn(metadata, name)?.slice(0, maxIdCharacters) || null;
  return {
    sessionId: named('session_id'),
    userId: callerUserId(request),
    environment: named('environment') ?? stage,
    service: named('service'),
    release: named('release'),
    tags: tagsIn(stringIn(metadata, 'tags') ?? ''),
    metadata,
  };
}

/** Who makes a call, of those fields what limits and budgets ask for. */
export function callerUserId({ user, metadata }: Readonly<Record<string, unknown>>): string | null {
  const named = typeof user === 'string' ? user.slice(0, maxIdCharacters) : '';
  if (named !== '' || !isObject(metadata)) return named || null;
  return stringIn(metadata, 'user_id')?.slice(0, maxIdCharacters) || null;
}

function tagsIn(list: string): string[] {
  const tags = list.split(',').map((tag) => tag.trim().slice(0, maxIdCharacters));
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, maxTags);
}
