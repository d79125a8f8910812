const transientCodes: readonly string[] = [
  'None',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

/**
 * Whether DynamoDB cancelled a transaction only because others were at its items, or too much was asked of the table: nothing of it
 * was stored, and sent again it may be. Told by its name, so that who asks does not need the client.
 */
export function isTransientCancellation(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, CancellationReasons } = error as { name?: unknown; CancellationReasons?: unknown };
  if (name !== 'TransactionCanceledException') return false;
  const reasons = Array.isArray(CancellationReasons) ? (CancellationReasons as readonly { Code?: string }[]) : [];
  return reasons.every(({ Code = 'None' }) => transientCodes.includes(Code));
}
