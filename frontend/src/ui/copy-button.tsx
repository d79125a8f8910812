import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, IconButton } from './button.tsx';

export interface CopyButtonProps {
  /** What goes to the clipboard; a function is asked at the click. */
  text: string | (() => string);
  label?: string;
  /** Shows the label beside the icon. */
  isLabelled?: boolean;
}

const confirmationMs = 1600;

export function CopyButton({ text, label = 'Copy', isLabelled = false }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), confirmationMs);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => setState((await copyText(typeof text === 'string' ? text : text())) ? 'copied' : 'failed');
  const icon = state === 'copied' ? <Check aria-hidden="true" size={16} /> : <Copy aria-hidden="true" size={16} />;
  const said = { idle: label, copied: 'Copied', failed: 'The browser refused; select and copy' }[state];
  if (isLabelled) {
    return (
      <Button size="small" icon={icon} onClick={() => void copy()}>
        <span aria-live="polite">{said}</span>
      </Button>
    );
  }
  return (
    <IconButton size="small" label={said} onClick={() => void copy()}>
      {icon}
    </IconButton>
  );
}

/** False where the browser refuses, for example on plain HTTP. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
