/** Shorter ones (`test`, `ollama`) are not secrets but words, and taking them out would spoil the text. */
const minimumLength = 8;

/** Takes a secret out of a text, also where it was escaped for a URL or encoded in base64. */
export function redactSecret(text: string, secret: string | null): string {
  if (secret === null || secret.length < minimumLength) return text;
  const forms = new Set([
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
  ]);
  let clean = text;
  for (const form of forms) clean = clean.replaceAll(form, '[redacted]');
  return clean;
}
