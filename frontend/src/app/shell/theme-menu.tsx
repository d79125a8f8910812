import { Monitor, Moon, Sun } from 'lucide-react';
import { useStore } from '../../lib/create-store.ts';
import { setTheme, type Theme, themeStore, themes } from '../../lib/theme.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';

const looks = {
  system: { label: 'Like the system', icon: Monitor },
  dark: { label: 'Dark', icon: Moon },
  light: { label: 'Light', icon: Sun },
} satisfies Record<Theme, unknown>;

export function ThemeMenu() {
  const theme = useStore(themeStore);
  const Current = looks[theme].icon;
  const items = themes.map((id) => {
    const { label, icon: Icon } = looks[id];
    return {
      id,
      label,
      icon: <Icon aria-hidden="true" />,
      isChosen: id === theme,
      onSelect: () => setTheme(id),
    };
  });
  return (
    <Menu
      label="Theme"
      align="end"
      groups={[{ items }]}
      trigger={(props) => (
        <IconButton label="Theme" {...props}>
          <Current aria-hidden="true" size={16} />
        </IconButton>
      )}
    />
  );
}
