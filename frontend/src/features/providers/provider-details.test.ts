import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { Provider } from '../../../../shared/contract/providers.ts';
import { ProviderDetails } from './provider-panel.tsx';

const sandbox: Provider = {
  ...{ id: 'sandbox', kind: 'sandbox', name: 'Sandbox', baseUrl: null, region: null, apiVersion: null },
  ...{ models: [], credentials: [], keyHint: null, isManaged: true },
  ...{ createdAt: '2026-11-21T00:00:00.000Z', updatedAt: '2026-11-21T00:00:00.000Z' },
};

it('says of the sandbox, which nobody connected, no time at which it was', () => {
  const shown = renderToStaticMarkup(createElement(ProviderDetails, { provider: sandbox }));
  expect(shown).toContain('Simulation');
  expect(shown).not.toMatch(/Connected|Changed/);
});
