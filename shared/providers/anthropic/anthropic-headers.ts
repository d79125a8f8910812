interface HeaderOptions {
  apiKey: string | null;
  betas?: readonly string[];
}

const apiVersion = '2023-06-01';

export function anthropicHeaders(
  { apiKey, betas = [] }: HeaderOptions,
  moreBetas: readonly string[],
  isStreamed: boolean,
): Record<string, string> {
  const allBetas = [...new Set([...betas, ...moreBetas])];
  return {
    ...(apiKey === null ? {} : { 'x-api-key': apiKey }),
    'anthropic-version': apiVersion,
    ...(allBetas.length === 0 ? {} : { 'anthropic-beta': allBetas.join(',') }),
    'content-type': 'application/json',
    accept: isStreamed ? 'text/event-stream' : 'application/json',
    'user-agent': 'signalbox',
  };
}
