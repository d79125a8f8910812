import type { ConnectionPorts } from './provider-connections.ts';
import type { ProviderItem } from './provider-item.ts';

/** Deletes secrets that an item notes as out of use, then their names. */
export async function forgetSecrets(
  {
    providers,
    secrets,
  }: Pick<ConnectionPorts, 'secrets'> & { providers: Pick<ConnectionPorts['providers'], 'change'> },
  item: ProviderItem,
  secretNames: readonly string[],
): Promise<ProviderItem> {
  if (secretNames.length === 0) return item;
  for (const secretName of secretNames) await secrets.delete(secretName);
  const unsettledSecrets = item.unsettledSecrets.filter((each) => !secretNames.includes(each.secretName));
  return (await providers.change(item, { unsettledSecrets }, null)) ?? item;
}
