import type { Page } from 'playwright-core';
import type { ApiClient } from '../../../shared/contract/client.ts';
import { createKey } from '../../../shared/contract/keys.ts';
import { createProvider } from '../../../shared/contract/providers.ts';
import { type FakeProvider, startFakeProvider } from '../../fixtures/fake-provider/fake-provider.ts';
import type { LocalStage } from '../../support/local-stage.ts';
import { clientFor, newProject, signIn as signInPerson } from '../../support/people.ts';

export interface GatewayProject {
  /** The stage as this project sees it: its id, and a key of its own that may call models. */
  stage: LocalStage;
  /** Calls the API as its administrator. */
  api: ApiClient;
  /** What `primary` is connected to, and others may be. */
  provider: FakeProvider;
  close(): Promise<void>;
}

/** A project of its own, whose routes and budgets bother no other test, with a provider `primary` that fails on demand. */
export async function newGatewayProject(stage: LocalStage): Promise<GatewayProject> {
  const token = await signInPerson(stage, stage.email, stage.password);
  const projectId = await newProject(stage, token, 'Gateway in the browser');
  const api = clientFor(stage, token, projectId);
  const { secret } = await api.call(createKey, { body: { name: 'Support bot', scopes: ['gateway', 'read'] } });
  const provider = await startFakeProvider();
  await api.call(createProvider, {
    body: { id: 'primary', baseUrl: provider.baseUrl, apiKey: 'sk-e2e', models: ['*'] },
  });
  return { stage: { ...stage, projectId, apiKey: secret }, api, provider, close: () => provider.close() };
}

/** Has the console show this project from the next page on, as choosing it in the top bar does. */
export async function showProject(page: Page, { projectId }: LocalStage): Promise<void> {
  await page.evaluate((id) => localStorage.setItem('signalbox.project', id), projectId);
}
