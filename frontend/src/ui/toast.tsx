import { X } from 'lucide-react';
import { createStore, useStore } from '../lib/create-store.ts';
import { Button, IconButton } from './button.tsx';
import { Status, type Tone } from './status.tsx';
import styles from './toast.module.css';

interface Toast {
  id: number;
  message: string;
  tone: Tone;
  undo: (() => void) | null;
}

const shownMs = 6000;
const toasts = createStore<readonly Toast[]>([]);
let nextId = 1;

function dismiss(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}

/** Says what happened. `undo` offers the way back while it is shown. */
export function toast(message: string, options: { tone?: Tone; undo?: () => void } = {}): void {
  const id = nextId++;
  const { tone = 'go', undo = null } = options;
  toasts.set([...toasts.get().slice(-2), { id, message, tone, undo }]);
  setTimeout(() => dismiss(id), shownMs);
}

export function Toaster() {
  const shown = useStore(toasts);
  return (
    <section className={styles['toaster']} aria-label="Messages" aria-live="polite">
      {shown.map(({ id, message, tone, undo }) => (
        <div key={id} data-toast="" className={styles['toast']}>
          <Status tone={tone}>
            <span className={styles['message']}>{message}</span>
          </Status>
          {undo === null ? null : (
            <Button
              size="small"
              onClick={() => {
                undo();
                dismiss(id);
              }}
            >
              Undo
            </Button>
          )}
          <IconButton label="Dismiss" size="small" onClick={() => dismiss(id)}>
            <X aria-hidden="true" size={14} />
          </IconButton>
        </div>
      ))}
    </section>
  );
}
