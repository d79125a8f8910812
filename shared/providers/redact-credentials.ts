/** A parameter of a signed or keyed address: S3, Google Storage, Azure's SAS, Gemini's `key`. */
const inQuery =
  /((?:[?&]|&amp;|\\u0026)(?:[\w.-]{0,40}(?:signature|security-token|credential|accesskeyid|api[-_]?key|token)|sig|key)=)[^&\s"'<>\\]+/gi;
const afterBearer = /\b(Bearer\s+)[\w.~+/-]{8,}=*/gi;
/** The parts of an AWS signature, which Bedrock repeats where it does not match. */
const inSignature = /\b((?:Signature|Credential)=)[^\s,"'&]+/g;

/**
 * Takes out of an error's text what would let its reader act for somebody else: providers repeat addresses that they
 * could not fetch, and headers that they did not like. Not for answers: what a model says is the caller's.
 */
export function redactCredentials(text: string): string {
  return [inQuery, afterBearer, inSignature].reduce((clean, form) => clean.replace(form, '$1[redacted]'), text);
}
