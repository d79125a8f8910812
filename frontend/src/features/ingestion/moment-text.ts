const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** Start of an hour in the browser's zone: `10 Mar, 14:00`. */
export function momentText(time: number | string): string {
  return format.format(new Date(time));
}
