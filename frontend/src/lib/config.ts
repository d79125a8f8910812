import * as z from 'zod';

const configSchema = z.object({
  stage: z.string(),
  version: z.string(),
  /** Empty: the console's own origin. */
  apiUrl: z.string(),
  cognito: z.object({
    endpoint: z.string(),
    region: z.string(),
    userPoolId: z.string(),
    clientId: z.string(),
  }),
});
export type Config = z.output<typeof configSchema>;

let current: Config | null = null;

/** Reads what this stage is, once, before the first screen. Throws a sentence for a person. */
export async function loadConfig(send: typeof fetch = fetch): Promise<Config> {
  const response = await send('/config.json', { cache: 'no-cache' });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}, so this console does not know its API.`);
  const parsed = configSchema.safeParse(await response.json().catch(() => null));
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new Error(`/config.json is not complete: ${field === '' ? 'it is not JSON' : `"${field}" is wrong`}.`);
  }
  current = parsed.data;
  return current;
}

export function config(): Config {
  if (current === null) throw new Error('The configuration was used before it was read.');
  return current;
}

/** Where programs reach the API: what snippets show. */
export function publicApiUrl(): string {
  const { apiUrl } = config();
  return apiUrl === '' ? window.location.origin : apiUrl.replace(/\/$/, '');
}
