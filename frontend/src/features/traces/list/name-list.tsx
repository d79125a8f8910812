import { unknownFigure } from '../../../lib/figures/figure.ts';
import { FigureText } from '../../../ui/figure.tsx';

/** The first of several names, and how many more there are; all of them on hover. */
export function NameList({ names, none }: { names: readonly string[]; none: string }) {
  const [first, ...others] = names;
  if (first === undefined) return <FigureText figure={unknownFigure(none)} />;
  if (others.length === 0) return first;
  return (
    <>
      {first} <span data-tip={names.join('\n')}>+{others.length}</span>
    </>
  );
}
