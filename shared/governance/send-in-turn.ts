const maxTries = 8;

/** A plain write that meets a transaction on the same item is refused; a moment later it is not. */
export async function sendInTurn<T>(send: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await send();
    } catch (error) {
      if (!isConflict(error) || tried === maxTries) throw error;
      await new Promise((done) => setTimeout(done, Math.random() * 10 * 2 ** tried));
    }
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && error.name === 'TransactionConflictException';
}
