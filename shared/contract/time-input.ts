import * as z from 'zod';

/** A time that somebody asks for: many languages write UTC as `+00:00`. Answers have it in UTC with a `Z`. */
export const timeInputSchema = z.iso.datetime({ offset: true }).meta({ description: 'RFC 3339 time' });
