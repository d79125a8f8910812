const imageFormats: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/jpg': 'jpeg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

const documentFormats: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'text/csv': 'csv',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/markdown': 'md',
};
const knownEndings: ReadonlySet<string> = new Set(Object.values(documentFormats));
const maxNameCharacters = 200;

/** Converse's word for an image’s format; null if it has none. */
export function imageFormat(mediaType: string): string | null {
  return imageFormats[mediaType] ?? null;
}

/** Converse's word for a document’s format, by its media type, else by the ending of its name. */
export function documentFormat(mediaType: string | null, filename: string | null): string | null {
  const byType = mediaType === null ? undefined : documentFormats[mediaType];
  const ending = filename?.split('.').at(-1)?.toLowerCase() ?? '';
  return byType ?? (knownEndings.has(ending) ? ending : null);
}

/**
 * A name that Converse takes: letters, digits, single blanks, hyphens, brackets. Without one the document is called
 * after its place in the request, so that no two have the same.
 */
export function documentName(name: string | null, field: string): string {
  const clean = (name ?? '')
    .replace(/[^a-zA-Z0-9\s\-()[\]]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, maxNameCharacters);
  return clean === '' ? `document-${field.replace(/[^0-9]+/g, '-').replace(/^-|-$/g, '')}` : clean;
}
