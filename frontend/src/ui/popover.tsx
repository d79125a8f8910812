import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import { cx } from './cx.ts';
import { placeElement } from './place.ts';
import styles from './popover.module.css';

export interface PopoverProps {
  anchorRef: RefObject<HTMLElement | null>;
  onClose: () => void;
  align?: 'start' | 'end';
  className?: string | undefined;
  children: ReactNode;
}

/** Something that floats at its anchor while it is mounted; a click elsewhere or Escape closes it. */
export function Popover({ anchorRef, onClose, align = 'start', className, children }: PopoverProps) {
  const ref = useRef<HTMLDivElement>(null);
  // Shown before the effects of what is inside run: nothing hidden can take the focus.
  useLayoutEffect(() => {
    const popover = ref.current;
    const anchor = anchorRef.current;
    if (popover === null || anchor === null) return;
    popover.showPopover();
    placeElement(anchor, popover, align);
    const follow = () => placeElement(anchor, popover, align);
    const observer = new ResizeObserver(follow);
    observer.observe(popover);
    window.addEventListener('resize', follow);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', follow);
    };
  }, [anchorRef, align]);
  return (
    <div
      ref={ref}
      popover="auto"
      className={cx(styles['popover'], className)}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose();
      }}
    >
      {children}
    </div>
  );
}
