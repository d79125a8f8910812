import type { IngestionVerdict } from '../../../../shared/contract/ingestion.ts';
import { Status, type Tone } from '../../ui/status.tsx';

const words: Readonly<Record<IngestionVerdict, { tone: Tone; text: string; meaning: string }>> = {
  balanced: {
    tone: 'go',
    text: 'all there',
    meaning: 'Every accepted span is accounted for, and queryable if stored.',
  },
  settling: { tone: 'info', text: 'on its way', meaning: 'Spans of the last 40 minutes may still be in the queue.' },
  missing: { tone: 'stop', text: 'missing', meaning: 'Accepted spans are not stored, or stored ones not queryable.' },
  surplus: {
    tone: 'caution',
    text: 'more than counted',
    meaning: 'A process ended before it could count what it accepted. Nothing is lost, but this could hide a loss.',
  },
};

export function VerdictStatus({ verdict }: { verdict: IngestionVerdict }) {
  const { tone, text, meaning } = words[verdict];
  return (
    <span data-tip={meaning}>
      <Status tone={tone}>{text}</Status>
    </span>
  );
}
