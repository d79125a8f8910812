import type { Page } from 'playwright-core';

/** Chooses the row of a trace in a list. */
export const chooseTrace = (page: Page, traceId: string) =>
  page
    .getByRole('row')
    .filter({ has: page.locator(`#trace-${traceId}`) })
    .getByRole('checkbox')
    .check();

/** Deletes a trace in a tab of its own, from a list of few that holds it. */
export async function deleteTrace(page: Page, list: string, traceId: string): Promise<void> {
  const other = await page.context().newPage();
  await other.goto(list);
  await chooseTrace(other, traceId);
  await other.getByRole('button', { name: 'Delete', exact: true }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Delete 1 trace' }).click();
}
