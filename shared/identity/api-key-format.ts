import { crc32 } from 'node:zlib';
import { randomBase62, toBase62 } from './base62.ts';

/** 95 bits: not guessable, and says nothing about its project. */
const keyIdLength = 16;
/** 190 bits. */
const secretLength = 32;
/** Enough digits for 32 bits. */
const checksumLength = 6;
const pattern = /^sbx_([a-z]{1,20})_([0-9A-Za-z]{16})_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;

export interface ApiKeyParts {
  stage: string;
  keyId: string;
  secret: string;
}

/** `sbx_<stage>_<keyId>_<secret><crc>`. The fixed start lets secret scanners find a key that leaked. */
export function formatApiKey({ stage, keyId, secret }: ApiKeyParts): string {
  const text = `sbx_${stage}_${keyId}_${secret}`;
  return text + checksum(text);
}

/** Null if it is no key, or one with a typing or copying error: its checksum says so without a look-up. */
export function parseApiKey(text: string): ApiKeyParts | null {
  const [, stage, keyId, secret, crc] = pattern.exec(text) ?? [];
  if (stage === undefined || keyId === undefined || secret === undefined || crc === undefined) return null;
  return checksum(text.slice(0, -checksumLength)) === crc ? { stage, keyId, secret } : null;
}

export function looksLikeApiKey(text: string): boolean {
  return text.startsWith('sbx_');
}

/** What of a key may be shown. */
export function apiKeyPrefix(stage: string, keyId: string): string {
  return `sbx_${stage}_${keyId}_…`;
}

export const newKeyId = (): string => randomBase62(keyIdLength);
export const newKeySecret = (): string => randomBase62(secretLength);

function checksum(text: string): string {
  return toBase62(crc32(text), checksumLength);
}
