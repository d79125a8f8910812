import OpenAI from 'openai';
import { createProvider } from '../../shared/contract/providers.ts';
import type { LocalStage } from '../support/local-stage.ts';
import { clientFor, signIn } from '../support/people.ts';

/** The official package, changed in nothing but base URL and key. */
export function openAiFor(stage: LocalStage, options: { apiKey?: string; timeout?: number } = {}): OpenAI {
  return new OpenAI({
    baseURL: `${stage.url}/v1`,
    apiKey: options.apiKey ?? stage.apiKey,
    maxRetries: 0,
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
  });
}

/** Connects a provider as an administrator does in the console. */
export async function connectProvider(
  stage: LocalStage,
  provider: { id: string; baseUrl: string; apiKey: string },
): Promise<void> {
  const token = await signIn(stage, stage.email, stage.password);
  await clientFor(stage, token, stage.projectId).call(createProvider, { body: { ...provider, models: ['*'] } });
}
