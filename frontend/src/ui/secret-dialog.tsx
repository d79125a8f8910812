import { useState } from 'react';
import { Button } from './button.tsx';
import { CodeBlock } from './code-block.tsx';
import { Dialog } from './dialog.tsx';
import { Checkbox } from './field.tsx';
import { Banner } from './states.tsx';

export interface SecretDialogProps {
  title: string;
  /** What it is: "API key", "Temporary password". */
  what: string;
  secret: string;
  /** What to do with it. */
  children: React.ReactNode;
  onClose: () => void;
}

/** Shows something that cannot be shown again, and stays until the person says that they have it. */
export function SecretDialog({ title, what, secret, children, onClose }: SecretDialogProps) {
  const [isKept, setIsKept] = useState(false);
  const done = (
    <Button variant="primary" disabled={!isKept} onClick={onClose}>
      Done
    </Button>
  );
  return (
    <Dialog title={title} onClose={onClose} isDismissable={false} footer={done}>
      <p>{children}</p>
      <CodeBlock code={secret} label={what} isWrapped />
      <Banner tone="caution">This is the only time it is shown. Signalbox does not store it.</Banner>
      <Checkbox label="I have copied it" checked={isKept} onChange={(event) => setIsKept(event.target.checked)} />
    </Dialog>
  );
}
