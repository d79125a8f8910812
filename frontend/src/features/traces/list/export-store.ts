import type { ExportFormat } from '../../../../../shared/contract/trace-queries.ts';
import { createStore } from '../../../lib/create-store.ts';
import { describeError } from '../../../lib/error-message.ts';
import { toast } from '../../../ui/toast.tsx';
import { type ExportRequest, exportName, fetchExport, readExportEnd, saveFile } from './export-file.ts';

export interface RunningExport {
  format: ExportFormat;
  bytes: number;
  cancel: () => void;
}

/** The export that runs: outside of the page, so that it survives leaving it. */
export const exportStore = createStore<RunningExport | null>(null);

export async function startExport(request: ExportRequest): Promise<void> {
  if (exportStore.get() !== null) return;
  const { format } = request;
  const stop = new AbortController();
  const show = (bytes: number) => exportStore.set({ format, bytes, cancel: () => stop.abort() });
  show(0);
  try {
    const file = await fetchExport(request, { signal: stop.signal, onProgress: show });
    saveFile(file, exportName(format, new Date()));
    const isComplete = await readExportEnd(file, format);
    if (isComplete === true) toast('Exported the traces.');
    else toast(isComplete === null ? 'The export was cut off: not all is in the file.' : cutNote, { tone: 'caution' });
  } catch (error) {
    if (!stop.signal.aborted) toast(`The export failed. ${describeError(error).message}`, { tone: 'stop' });
  } finally {
    exportStore.set(null);
  }
}

const cutNote = 'The file holds the newest 50,000 traces, or what 4 minutes gave. Narrow the time range for the rest.';
