import type { LocalFile } from './stage-files.ts';

/** What a person needs next: where to sign in, and a call that works as it stands. */
export function greeting({ url, email, password, apiKey }: LocalFile, providers: readonly string[]): string {
  const body = '{"model":"sandbox/lorem","stream":true,"messages":[{"role":"user","content":"Hello"}]}';
  const connected = providers.length === 0 ? '' : `\n  Connected  ${providers.join(', ')}`;
  return `
  Signalbox runs at ${url}

  Sign in    ${url}/sign-in
  E-mail     ${email}
  Password   ${password}${connected}

  Call a model:

  curl -N ${url}/v1/chat/completions -H 'authorization: Bearer ${apiKey}' -H 'content-type: application/json' -d '${body}'

  Ctrl-C stops it; what you stored is kept.
`;
}
