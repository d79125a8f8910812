import './app/theme/fonts.css';
import './app/theme/tokens.css';
import './app/theme/base.css';
import { createRoot } from 'react-dom/client';
import { Providers } from './app/providers.tsx';
import { StartFailure } from './app/start-failure.tsx';
import { watchSession } from './app/watch-session.ts';
import { loadConfig } from './lib/config.ts';
import { watchShortcuts } from './lib/shortcuts.ts';
import { watchSystemTheme } from './lib/theme.ts';

const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no #root.');
const reactRoot = createRoot(container);

try {
  await loadConfig();
  watchSystemTheme();
  watchSession();
  watchShortcuts();
  reactRoot.render(<Providers />);
} catch (error) {
  reactRoot.render(<StartFailure error={error} />);
}
