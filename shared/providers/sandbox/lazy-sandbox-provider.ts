import { readOpenAiUsage } from '../../pricing/openai-usage.ts';
import type { Provider } from '../provider.ts';
import type { SandboxPorts } from './sandbox-provider.ts';

/** The sandbox, loaded by the first call of one of its models. */
export function createLazySandboxProvider(ports: SandboxPorts): Provider {
  let loading: Promise<Provider> | null = null;
  const load = async () => (await import('./sandbox-provider.ts')).createSandboxProvider(ports);
  return {
    slug: 'sandbox',
    isSimulated: true,
    async call(call) {
      loading ??= load();
      return await (await loading).call(call);
    },
    readUsage: readOpenAiUsage,
    redact: (text) => text,
  };
}
