/** `/traces/$traceId`, inside the outlet of `TracesPage`. */
export function TracePage() {
  return null;
}
