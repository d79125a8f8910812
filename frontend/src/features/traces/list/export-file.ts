import { ApiError } from '../../../../../shared/contract/client.ts';
import { type Problem, projectHeader } from '../../../../../shared/contract/common.ts';
import { type ExportFormat, exportTraces } from '../../../../../shared/contract/trace-queries.ts';
import { config } from '../../../lib/config.ts';
import { projectStore } from '../../../lib/project.ts';
import { accessToken } from '../../../lib/session.ts';

export interface ExportRequest {
  format: ExportFormat;
  /** By filter and range, or by their ids. */
  which: { q?: string; from: string; to?: string } | { ids: readonly string[] };
}

interface ExportOptions {
  signal: AbortSignal;
  /** Bytes so far. */
  onProgress: (bytes: number) => void;
}

/** An export as a file. It is streamed: `onProgress` says how much has come. */
export async function fetchExport({ format, which }: ExportRequest, options: ExportOptions): Promise<Blob> {
  const query = 'ids' in which ? { ids: which.ids.join(',') } : which;
  const search = new URLSearchParams({ ...query, format });
  const token = await accessToken();
  const projectId = projectStore.get();
  const response = await fetch(`${config().apiUrl.replace(/\/$/, '')}${exportTraces.path}?${search}`, {
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(projectId === null ? {} : { [projectHeader]: projectId }),
    },
    signal: options.signal,
  });
  if (!response.ok || response.body === null) {
    throw new ApiError(response.status, (await response.json().catch(() => null)) as Problem | null);
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    bytes += value.byteLength;
    options.onProgress(bytes);
  }
  return new Blob(parts, { type: response.headers.get('content-type') ?? 'application/octet-stream' });
}

const endings: Record<ExportFormat, string> = { jsonl: 'jsonl', csv: 'csv', otlp: 'otlp.jsonl' };

export const exportName = (format: ExportFormat, now: Date): string =>
  `traces-${now.toISOString().slice(0, 19).replaceAll(':', '')}.${endings[format]}`;

export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** What the last line of an export says: whether all is in it. Null where the answer was cut off before it. */
export async function readExportEnd(file: Blob, format: ExportFormat): Promise<boolean | null> {
  const tail = await file.slice(Math.max(0, file.size - 4096)).text();
  const last = tail.trimEnd().split('\n').at(-1) ?? '';
  if (format === 'csv') return !last.startsWith('#') && !last.startsWith('"#');
  try {
    const end = JSON.parse(last) as { export?: { isComplete?: unknown } };
    return typeof end.export?.isComplete === 'boolean' ? end.export.isComplete : null;
  } catch {
    return null;
  }
}
