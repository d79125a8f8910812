import { Download } from 'lucide-react';
import { useState } from 'react';
import type { Span } from '../../../../../../shared/contract/span.ts';
import { describeError } from '../../../../lib/error-message.ts';
import { Button } from '../../../../ui/button.tsx';
import { toast } from '../../../../ui/toast.tsx';
import { fetchExport, saveFile } from '../../list/export-file.ts';
import { findWholePayload, type PayloadSide } from './find-whole-payload.ts';

export interface DownloadPayloadProps {
  span: Pick<Span, 'traceId' | 'spanId'>;
  side: PayloadSide;
}

/** Saves a payload that is too large for an answer with one span: the export of the trace has it whole. */
export function DownloadPayload({ span, side }: DownloadPayloadProps) {
  const [isBusy, setIsBusy] = useState(false);
  const download = async () => {
    setIsBusy(true);
    try {
      await savePayload(span, side);
    } catch (error) {
      toast(`The ${side} could not be downloaded. ${describeError(error).message}`, { tone: 'stop' });
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Button size="small" icon={<Download aria-hidden="true" />} isBusy={isBusy} onClick={() => void download()}>
      Download the whole
    </Button>
  );
}

async function savePayload(span: DownloadPayloadProps['span'], side: PayloadSide): Promise<void> {
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  const file = await fetchExport({ format: 'jsonl', which: { ids: [span.traceId] } }, options);
  const whole = findWholePayload(await file.text(), span, side);
  if (whole === null) {
    toast(`The whole ${side} is not stored, or is above the 8 MB that an export carries of a payload.`, {
      tone: 'caution',
    });
    return;
  }
  const type = whole.ending === 'json' ? 'application/json' : 'text/plain';
  saveFile(new Blob([whole.text], { type }), `${side}-${span.spanId}.${whole.ending}`);
}
