import type { TraceScore } from '../../../../../shared/contract/span.ts';
import { unknownFigure } from '../../../lib/figures/figure.ts';
import { FigureText } from '../../../ui/figure.tsx';
import { NameList } from './name-list.tsx';

/** What a trace was scored under one name: a mean where there are numbers, else words. */
export function ScoreText({ name, score }: { name: string; score: TraceScore | undefined }) {
  if (score === undefined) return <FigureText figure={unknownFigure(`Not scored for ${name}.`)} />;
  if (score.mean === null) return <NameList names={score.labels} none="No words were given." />;
  const note = score.count === 1 ? 'One score' : `Mean of ${score.count} scores`;
  return <FigureText figure={{ text: String(Number(score.mean.toPrecision(3))), exact: String(score.mean), note }} />;
}
