/** A text document in the form that the chat dialect gives it. */
export function textDataUrl(text: string): string {
  return `data:text/plain;base64,${Buffer.from(text).toString('base64')}`;
}
