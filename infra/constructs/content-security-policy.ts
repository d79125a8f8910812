/**
 * What the console may load and call. Mantine writes style elements; nothing else is inline. Without the CDK in it, because
 * the local stage sends it too. `upgradesInsecure` turns http into https, which only a stage with https can bear.
 */
export function contentSecurityPolicy(connectsTo: readonly string[], { upgradesInsecure = true } = {}): string {
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...connectsTo],
    'manifest-src': ["'self'"],
    'worker-src': ["'self'", 'blob:'],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'object-src': ["'none'"],
  };
  const written = Object.entries(directives).map(([name, sources]) => `${name} ${sources.join(' ')}`);
  return [...written, ...(upgradesInsecure ? ['upgrade-insecure-requests'] : [])].join('; ');
}

/** Headers that keep the console apart from other sites and from the machine. */
export const consoleIsolation: Readonly<Record<string, string>> = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};
