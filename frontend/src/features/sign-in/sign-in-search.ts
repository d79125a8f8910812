import { compact, textOf } from '../../lib/read-search.ts';

export function parseSignInSearch(search: Record<string, unknown>) {
  return compact({ email: textOf(search['email']), redirect: safeRedirect(textOf(search['redirect'])) });
}

/** Only paths of this console: a link must not send people who sign in to another site. */
export function safeRedirect(target: string | undefined): string | undefined {
  return target?.startsWith('/') && !/^\/[/\\]/.test(target) ? target : undefined;
}
