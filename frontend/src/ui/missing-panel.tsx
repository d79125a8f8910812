import { Button } from './button.tsx';
import { SidePanel } from './side-panel.tsx';
import { EmptyState } from './states.tsx';

export interface MissingPanelProps {
  /** What it would be: "model". */
  what: string;
  name: string;
  onClose: () => void;
}

/** In the place of details that an address names and nobody has. */
export function MissingPanel({ what, name, onClose }: MissingPanelProps) {
  return (
    <SidePanel name={name} title={`No such ${what}`} onClose={onClose}>
      <EmptyState title={`There is no such ${what}`} action={<Button onClick={onClose}>Back to the list</Button>}>
        It may have been deleted, or belong to another project.
      </EmptyState>
    </SidePanel>
  );
}
