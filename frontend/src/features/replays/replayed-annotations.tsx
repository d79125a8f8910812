import { Fragment } from 'react';
import type { Replay } from '../../../../shared/contract/replays.ts';
import { Count } from '../../ui/figure.tsx';

/** What became of the scores and tags that a replay read: `3 back, 12 there, 1 deleted`. */
export function ReplayedAnnotations({ replay }: { replay: Replay }) {
  const parts = annotationParts(replay);
  if (parts.length === 0) return <Count value={0} />;
  return (
    <span data-tip={parts.map(({ word, count }) => `${count} ${word}`).join(', ')}>
      {parts.map(({ word, count }, index) => (
        <Fragment key={word}>
          {index === 0 ? null : ', '}
          <Count value={count} /> {word}
        </Fragment>
      ))}
    </span>
  );
}

function annotationParts({ annotationsRestored, annotationsPresent, annotationsDeleted }: Replay) {
  const parts = [
    { word: 'back', count: annotationsRestored },
    { word: 'there', count: annotationsPresent },
    { word: 'deleted', count: annotationsDeleted },
  ];
  return parts.filter(({ count }) => count > 0);
}
