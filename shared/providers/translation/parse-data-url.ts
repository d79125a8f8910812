/** A `data:` URL (RFC 2397) in parts; `base64` is its content in base64 whatever form it came in. */
export interface DataUrl {
  /** Lower case, without parameters: `image/png`. */
  mediaType: string;
  base64: string;
}

const pattern = /^data:([^;,]*)((?:;[^;,]*)*),/i;
const defaultMediaType = 'text/plain';

/** Null if it is no data URL. */
export function parseDataUrl(url: string): DataUrl | null {
  const match = pattern.exec(url);
  if (!match) return null;
  const content = url.slice(match[0].length);
  const mediaType = match[1]?.toLowerCase() || defaultMediaType;
  const isBase64 = /;base64$/i.test(match[2] ?? '');
  return { mediaType, base64: isBase64 ? content : Buffer.from(decodeText(content)).toString('base64') };
}

/** The content of a data URL as text. */
export function dataUrlText({ base64 }: DataUrl): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

function decodeText(content: string): string {
  try {
    return decodeURIComponent(content);
  } catch {
    return content;
  }
}
