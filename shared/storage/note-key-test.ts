import type { ChangeContext } from './audit-log.ts';
import type { ConnectionPorts } from './provider-connections.ts';
import type { ProviderItem } from './provider-item.ts';
import { describeKey, findKey, keyAudit, writeKey } from './provider-key-steps.ts';

export interface KeyTest {
  keyId: string;
  /** Null where the test did not tell: the provider could not be reached. */
  isAccepted: boolean | null;
}

export async function noteKeyTest(
  ports: ConnectionPorts,
  item: ProviderItem,
  { keyId, isAccepted }: KeyTest,
  context: ChangeContext,
) {
  const key = findKey(item, keyId);
  const next = { ...key, isAccepted, lastTestedAt: ports.clock() };
  const after = { ...describeKey(key), isAccepted };
  await writeKey(ports, item, next, keyAudit('provider.key_tested', { before: null, after, context }));
}
