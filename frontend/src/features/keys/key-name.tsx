import { useKeyNames } from './use-key-names.ts';

/** An API key by its name, or by its id where the name is not known. */
export function KeyName({ keyId }: { keyId: string }) {
  const name = useKeyNames()(keyId);
  return name === null ? <code>{keyId}</code> : <span data-tip={`Key ${keyId}`}>{name}</span>;
}
