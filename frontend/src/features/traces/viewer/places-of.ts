/** Where a text holds what is looked for, in any case: pairs of start and end. */
export function placesOf(text: string, find: string, most = Number.POSITIVE_INFINITY): [start: number, end: number][] {
  const [inside, wanted] = [text.toLowerCase(), find.trim().toLowerCase()];
  // A few letters change their length with their case: places would be off.
  if (wanted === '' || inside.length !== text.length) return [];
  const places: [number, number][] = [];
  for (
    let at = inside.indexOf(wanted);
    at >= 0 && places.length < most;
    at = inside.indexOf(wanted, at + wanted.length)
  )
    places.push([at, at + wanted.length]);
  return places;
}

export interface TextPiece {
  start: number;
  text: string;
  isFound: boolean;
}

/** A text cut where what is looked for begins and ends; together the pieces are the text. */
export function piecesOf(text: string, find: string): TextPiece[] {
  const ends = [...placesOf(text, find), [text.length, text.length] as const];
  let from = 0;
  return ends.flatMap(([start, end]) => {
    const pieces = [
      { start: from, text: text.slice(from, start), isFound: false },
      { start, text: text.slice(start, end), isFound: true },
    ];
    from = end;
    return pieces.filter((piece) => piece.text !== '');
  });
}
