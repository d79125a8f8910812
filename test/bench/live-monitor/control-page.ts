import type { Browser, Page } from 'playwright-core';

/** Writes one figure ten times a second, as often as the monitor renders. */
const document = `<!doctype html><title>Control</title><p>0</p><script>
  const figure = document.querySelector('p');
  setInterval(() => { figure.textContent = String(Number(figure.textContent) + 1); }, 100);
</script>`;

/** A page beside the one that is measured that does next to nothing: its late frames are the machine's and the browser's. */
export async function openControlPage(browser: Browser): Promise<{ page: Page; close(): Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.setContent(document);
  return { page, close: () => context.close() };
}
