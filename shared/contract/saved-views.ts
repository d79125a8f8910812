import * as z from 'zod';
import { idSchema, pageOf, timestampSchema } from './common.ts';
import { nameSchema } from './identity-parts.ts';
import { defineRoute } from './route.ts';

/** Lists that can be saved as a view. */
export const viewPages = ['traces'] as const;
export const viewVisibilities = ['private', 'shared'] as const;

export const viewBounds = { queryCharacters: 2000, columns: 60, columnWidth: [40, 1200] } as const;

/** Lengths of time up to now: `30m`, `24h`, `7d`. */
const lengthSchema = z
  .string()
  .regex(/^[1-9]\d{0,3}[mhd]$/, 'give a number and m, h or d, for example 24h')
  .meta({ description: 'Up to now: `30m`, `24h`, `7d`' });

export const viewRangeSchema = z.union([
  z.strictObject({ last: lengthSchema }),
  z
    .strictObject({ from: timestampSchema, to: timestampSchema })
    .refine(({ from, to }) => from < to, { path: ['to'], message: 'has to come after `from`' }),
]);
export type ViewRange = z.output<typeof viewRangeSchema>;

export const viewColumnSchema = z.strictObject({
  id: z.string().min(1).max(200),
  width: z
    .int()
    .min(viewBounds.columnWidth[0])
    .max(viewBounds.columnWidth[1])
    .nullable()
    .meta({ description: 'Pixels; null: as the list has it' }),
});
export type ViewColumn = z.output<typeof viewColumnSchema>;

/** What a view is, but for who sees it. */
const settings = {
  name: nameSchema,
  query: z.string().max(viewBounds.queryCharacters).meta({ description: 'The filter, as it is typed; may be empty' }),
  columns: z
    .array(viewColumnSchema)
    .max(viewBounds.columns)
    .refine((columns) => new Set(columns.map(({ id }) => id)).size === columns.length, 'name each column once')
    .meta({ description: 'In the order shown; empty: as the list has them' }),
  range: viewRangeSchema.nullable().meta({ description: 'Null: as the list has it' }),
  visibility: z
    .enum(viewVisibilities)
    .meta({ description: '`private`: only for who made it; `shared`: for the project, changed by editors' }),
};

export const savedViewSchema = z
  .object({
    id: idSchema,
    page: z.enum(viewPages),
    ...settings,
    version: z.int().positive().meta({ description: 'Grows with every change' }),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
    createdBy: z.object({ kind: z.enum(['person', 'key', 'system']), id: z.string(), name: z.string() }),
  })
  .meta({ id: 'SavedView' });
export type SavedView = z.output<typeof savedViewSchema>;

export const newViewSchema = z.strictObject({
  ...settings,
  page: z.enum(viewPages),
  columns: settings.columns.default([]),
  range: settings.range.default(null),
  visibility: settings.visibility.default('private'),
});
export type NewView = z.output<typeof newViewSchema>;

export const viewChangeSchema = z
  .strictObject({
    expectedVersion: z.int().positive().meta({ description: 'The version that the change was made from' }),
    name: settings.name.optional(),
    query: settings.query.optional(),
    columns: settings.columns.optional(),
    range: settings.range.optional(),
    visibility: settings.visibility.optional(),
  })
  .refine(({ expectedVersion, ...rest }) => Object.keys(rest).length > 0, 'name at least one field to change');
export type ViewChange = z.output<typeof viewChangeSchema>;

const common = { domain: 'tracing', errors: 'problem' } as const;
/** Whoever may read keeps private ones; that shared ones need an editor is checked when it is known which one it is. */
const toKeep = { access: { kind: 'project', role: 'viewer', scope: 'read' } } as const;
const params = z.object({ viewId: idSchema });

export const listViews = defineRoute({
  ...common,
  id: 'listViews',
  method: 'GET',
  path: '/api/v2/views',
  summary: 'List your saved views and those shared in the project, by name',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  query: z.object({ page: z.enum(viewPages).optional() }),
  response: { status: 200, description: 'All of them', schema: pageOf(savedViewSchema) },
});

export const createView = defineRoute({
  ...common,
  ...toKeep,
  id: 'createView',
  method: 'POST',
  path: '/api/v2/views',
  summary: 'Save a view of a list: filter, columns, time range',
  description: 'A `shared` one needs an editor, or a key that may write.',
  body: newViewSchema,
  exampleBody: {
    name: 'Failed checkouts',
    page: 'traces',
    query: 'status:error tag:checkout',
    columns: [
      { id: 'time', width: null },
      { id: 'name', width: 320 },
    ],
    range: { last: '24h' },
    visibility: 'shared',
  },
  response: { status: 201, description: 'The view', schema: savedViewSchema },
});

export const updateView = defineRoute({
  ...common,
  ...toKeep,
  id: 'updateView',
  method: 'PATCH',
  path: '/api/v2/views/{viewId}',
  summary: 'Rename, change or share a view',
  description: 'Answers 409 if somebody changed it since. Only who made a shared view can make it private again.',
  params,
  body: viewChangeSchema,
  exampleBody: { expectedVersion: 1, name: 'Failed checkouts of today', visibility: 'shared' },
  response: { status: 200, description: 'The view as it is now', schema: savedViewSchema },
});

export const deleteView = defineRoute({
  ...common,
  ...toKeep,
  id: 'deleteView',
  method: 'DELETE',
  path: '/api/v2/views/{viewId}',
  summary: 'Delete a view',
  params,
  response: { status: 204, description: 'Deleted' },
});

export const savedViewRoutes = [listViews, createView, updateView, deleteView] as const;
