export interface CodingTask {
  task: string;
  repository: string;
  files: readonly { path: string; text: string }[];
  failure: string;
  patch: string;
  summary: string;
}

/** What developers hand to a coding agent. */
export const codingTasks: readonly CodingTask[] = [
  {
    task: 'The nightly price import doubles rows when it is retried. Make it idempotent and add a test.',
    repository: 'shop/price-import',
    files: [
      {
        path: 'src/import.ts',
        text: 'export async function importPrices(rows: Row[], db: Db) {\n  for (const row of rows) {\n    await db.insert("prices", { ...row, importedAt: new Date() });\n  }\n}\n',
      },
      {
        path: 'src/row.ts',
        text: 'export interface Row {\n  sku: string;\n  currency: "EUR" | "SEK";\n  cents: number;\n  validFrom: string;\n}\n',
      },
      {
        path: 'test/import.test.ts',
        text: 'test("imports", async () => {\n  await importPrices([row], db);\n  expect(await db.count("prices")).toBe(1);\n});\n',
      },
    ],
    failure:
      'FAIL test/import.test.ts > imports the same file twice\nAssertionError: expected 2 to be 1\n  at test/import.test.ts:14:38',
    patch:
      '--- a/src/import.ts\n+++ b/src/import.ts\n@@ -1,5 +1,7 @@\n export async function importPrices(rows: Row[], db: Db) {\n   for (const row of rows) {\n-    await db.insert("prices", { ...row, importedAt: new Date() });\n+    const key = { sku: row.sku, currency: row.currency, validFrom: row.validFrom };\n+    await db.upsert("prices", key, { cents: row.cents, importedAt: new Date() });\n   }\n }\n',
    summary:
      'The import now writes by `(sku, currency, validFrom)`, so that a retry replaces a row. A test imports the same file twice.',
  },
  {
    task: 'Users in Sweden see "NaN kr" in the basket since release 2.8. Find out why and fix it.',
    repository: 'shop/web',
    files: [
      {
        path: 'src/money/format.ts',
        text: 'export const format = (amount: string, locale: string) =>\n  new Intl.NumberFormat(locale, { style: "currency", currency: currencyOf(locale) }).format(Number(amount));\n',
      },
      {
        path: 'src/money/parse.ts',
        text: '// The API sends "1 249,00" for sv-SE since 2.8.\nexport const parse = (text: string) => Number(text.replace(",", "."));\n',
      },
    ],
    failure: 'FAIL src/money/format.test.ts > formats Swedish prices\nExpected: "1 249,00 kr"\nReceived: "NaN kr"',
    patch:
      '--- a/src/money/parse.ts\n+++ b/src/money/parse.ts\n@@ -1,2 +1,2 @@\n-export const parse = (text: string) => Number(text.replace(",", "."));\n+export const parse = (text: string) => Number(text.replace(/[\\s\\u00a0\\u202f]/g, "").replace(",", "."));\n',
    summary:
      'The API began to group thousands with a narrow no-break space, which `Number()` does not read. `parse` removes spaces of all kinds.',
  },
  {
    task: 'Write a migration that adds `archived_at` to orders, with an index for the open ones. The table has 80 million rows.',
    repository: 'shop/orders',
    files: [
      {
        path: 'migrations/0041_orders.sql',
        text: 'create table orders (\n  id bigint primary key,\n  customer_id bigint not null,\n  placed_at timestamptz not null\n);\n',
      },
      {
        path: 'docs/migrations.md',
        text: '# Migrations\n\nNever lock `orders` for more than a second. Build indexes concurrently, outside of a transaction.\n',
      },
    ],
    failure: 'ERROR: CREATE INDEX CONCURRENTLY cannot run inside a transaction block\nSTATE: 25001',
    patch:
      '+-- no-transaction\n+alter table orders add column archived_at timestamptz;\n+create index concurrently orders_open on orders (customer_id, placed_at) where archived_at is null;\n',
    summary:
      'Two migrations: the column without a default, which takes no time, and a partial index that is built concurrently.',
  },
];
