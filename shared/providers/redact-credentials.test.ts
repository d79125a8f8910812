import { expect, test } from 'vitest';
import { redactCredentials } from './redact-credentials.ts';

test.each([
  [
    'cannot fetch https://b.s3.amazonaws.com/a.png?X-Amz-Credential=AKIA%2F1&X-Amz-Date=2026&X-Amz-Signature=abc123 now',
    'cannot fetch https://b.s3.amazonaws.com/a.png?X-Amz-Credential=[redacted]&X-Amz-Date=2026&X-Amz-Signature=[redacted] now',
  ],
  ['"https://g/a?GoogleAccessId=x&X-Goog-Signature=ab"', '"https://g/a?GoogleAccessId=x&X-Goog-Signature=[redacted]"'],
  [
    'https://a.blob.core.windows.net/c/b?sv=2026&sig=a%2Fb%3D',
    'https://a.blob.core.windows.net/c/b?sv=2026&sig=[redacted]',
  ],
  [
    'POST /v1beta/models/m:generateContent?key=AIzaSyX failed',
    'POST /v1beta/models/m:generateContent?key=[redacted] failed',
  ],
  ['https://h/a?x=1\\u0026access_token=abc\\u0026y=2', 'https://h/a?x=1\\u0026access_token=[redacted]\\u0026y=2'],
  ['header Authorization: Bearer eyJhbGciOi.x_y-z== is bad', 'header Authorization: Bearer [redacted] is bad'],
  [
    'AWS4-HMAC-SHA256 Credential=AKIA/20261126/eu-central-1/bedrock/aws4_request, SignedHeaders=host, Signature=0af1',
    'AWS4-HMAC-SHA256 Credential=[redacted], SignedHeaders=host, Signature=[redacted]',
  ],
])('%s', (text, clean) => {
  expect(redactCredentials(text)).toBe(clean);
});

test('other words stay', () => {
  const text = 'The key "size" of https://h/a?page=2&monkey=1 is missing; max_tokens=5, bearer of news.';

  expect(redactCredentials(text)).toBe(text);
});
