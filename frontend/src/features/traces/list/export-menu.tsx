import { Download } from 'lucide-react';
import type { ExportFormat } from '../../../../../shared/contract/trace-queries.ts';
import { useStore } from '../../../lib/create-store.ts';
import { formatBytes } from '../../../lib/figures/format-bytes.ts';
import { Button } from '../../../ui/button.tsx';
import { FigureText } from '../../../ui/figure.tsx';
import { Menu } from '../../../ui/menu.tsx';
import type { ExportRequest } from './export-file.ts';
import { exportStore, startExport } from './export-store.ts';

const formats: readonly { format: ExportFormat; label: string; end: string }[] = [
  { format: 'jsonl', label: 'JSON lines', end: 'with spans' },
  { format: 'csv', label: 'CSV', end: 'a row a trace' },
  { format: 'otlp', label: 'OTLP', end: 'to send again' },
];

export interface ExportMenuProps {
  label: string;
  /** What is exported, told when a format is chosen. */
  request: () => Omit<ExportRequest, 'format'>;
  isDisabled?: boolean;
  tip?: string;
}

/** Exports the list, or what is chosen of it. */
export function ExportMenu({ label, request, isDisabled = false, tip }: ExportMenuProps) {
  const running = useStore(exportStore);
  if (running !== null) {
    return (
      <Button size="small" isBusy={false} onClick={running.cancel}>
        Cancel export, <FigureText figure={formatBytes(running.bytes)} />
      </Button>
    );
  }
  return (
    <Menu
      label={label}
      align="end"
      groups={[
        {
          items: formats.map(({ format, label: name, end }) => ({
            id: format,
            label: name,
            end,
            onSelect: () => void startExport({ ...request(), format }),
          })),
        },
      ]}
      trigger={(props) => (
        <Button {...props} size="small" icon={<Download aria-hidden="true" />} disabled={isDisabled} data-tip={tip}>
          {label}
        </Button>
      )}
    />
  );
}
