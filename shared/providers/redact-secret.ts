/** Shorter ones (`test`, `ollama`) are not secrets but words, and taking them out would spoil the text. */
const minimumLength = 8;

/** Makes a function that takes a secret out of a text, also where it was escaped or encoded in base64. */
export function createRedactor(secret: string | null): (text: string) => string {
  if (secret === null || secret.length < minimumLength) return (text) => text;
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  const forms = [...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64])];
  return (text) => forms.reduce((clean, form) => clean.replaceAll(form, '[redacted]'), text);
}
