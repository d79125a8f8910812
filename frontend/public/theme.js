// Runs before the first paint, so that a stored theme never flashes. A file of its own, because the content security
// policy allows no inline script. Keep in step with src/lib/theme.ts.
(() => {
  let stored = 'system';
  try {
    stored = localStorage.getItem('signalbox.theme') ?? 'system';
  } catch {
    // Storage is refused: the system's preference stands.
  }
  const isDark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
})();
