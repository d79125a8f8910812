/** One measurement, as one line of JSON. */
export function printResult(result: Record<string, unknown>): void {
  console.log(JSON.stringify(result));
}
