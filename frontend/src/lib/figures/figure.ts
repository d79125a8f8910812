/** A number as a person reads it. `exact` is what hovering shows and copying gives; `note` says where it comes from. */
export interface Figure {
  text: string;
  exact: string;
  /** Why the value is unknown, estimated or simulated. */
  note?: string;
}

/** A value that is not known: a dash, with the reason. Never a zero. */
export function unknownFigure(reason: string): Figure {
  return { text: '—', exact: '', note: reason };
}

/** The same figure with a note; an earlier note stays in front. */
export function withNote(figure: Figure, note: string | null): Figure {
  if (note === null) return figure;
  return { ...figure, note: figure.note === undefined ? note : `${figure.note} ${note}` };
}

/** What hovering over a figure says: the exact value, then the note. */
export function hoverText(figure: Figure): string {
  return [figure.exact, figure.note].filter((part) => part !== undefined && part !== '').join(' · ');
}
