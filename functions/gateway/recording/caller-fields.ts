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
  const user = typeof request['user'] === 'string' ? request['user'].slice(0, maxIdCharacters) : '';
  return {
    sessionId: named('session_id'),
    userId: user || named('user_id'),
    environment: named('environment') ?? stage,
    service: named('service'),
    release: named('release'),
    tags: tagsIn(stringIn(metadata, 'tags') ?? ''),
    metadata,
  };
}

function tagsIn(list: string): string[] {
  const tags = list.split(',').map((tag) => tag.trim().slice(0, maxIdCharacters));
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, maxTags);
}
