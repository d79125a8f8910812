import { KeyName } from '../keys/key-name.tsx';

/** A model, key or user that spends; calls without one have a name, too. */
export function Spender({ kind, value }: { kind: 'models' | 'keys' | 'users'; value: string }) {
  if (value === '') {
    return kind === 'users' ? (
      <span data-tip="Calls that name no user share one counter">no user</span>
    ) : (
      <span data-tip="Calls of people in the console share one counter">no key</span>
    );
  }
  return kind === 'keys' ? <KeyName keyId={value} /> : <code>{value}</code>;
}
