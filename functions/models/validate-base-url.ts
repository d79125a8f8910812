import { ValidationError } from '../../shared/http/errors.ts';
import { assertAllowedUrl } from '../../shared/providers/address-guard.ts';
import { ProviderError } from '../../shared/providers/provider-error.ts';

/**
 * Checks a base URL before it is stored and returns it without a trailing slash. What its name resolves to is checked
 * again at every call.
 */
export function validateBaseUrl(baseUrl: string, allowsPrivateProviders: boolean): string {
  const url = new URL(baseUrl);
  if (url.username !== '' || url.password !== '') throw invalid('leave the user name and password out; send `apiKey`');
  // `search` and `hash` are empty for a bare `?` or `#`, which would swallow the path that is added.
  if (/[?#]/.test(baseUrl)) throw invalid('leave query and fragment out');
  try {
    assertAllowedUrl(url, allowsPrivateProviders);
  } catch (error) {
    if (error instanceof ProviderError) throw invalid(error.message);
    throw error;
  }
  return url.href.replace(/\/+$/, '');
}

function invalid(message: string): ValidationError {
  return new ValidationError([{ field: 'body.baseUrl', message }]);
}
