const busyNames: readonly string[] = [
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'InternalServerError',
  'TableRefusedError',
];

/** Whether DynamoDB, asked again as often as it is worth, still had no time: whoever can do without the answer goes on. */
function isTableBusy(error: unknown): boolean {
  return error instanceof Error && busyNames.includes(error.name);
}

/** What a read answers, or null where the table has no time for it. */
export async function unlessBusy<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (isTableBusy(error)) return null;
    throw error;
  }
}
