import { Search } from 'lucide-react';
import { useState } from 'react';
import { Kbd } from '../../ui/kbd.tsx';
import { Modal } from '../../ui/modal.tsx';
import { OptionList } from '../../ui/option-list.tsx';
import { useOptionKeys } from '../../ui/use-option-keys.ts';
import styles from './command-palette.module.css';
import { type Command, shownCommands } from './commands.ts';
import { useCommands } from './use-commands.ts';

const mostShown = 40;

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const commands = shownCommands(useCommands(text), text, mostShown);
  const run = (command: Command) => {
    onClose();
    command.run();
  };
  const keys = useOptionKeys({
    count: commands.length,
    onPick: (index) => {
      const command = commands[index];
      if (command) run(command);
    },
  });
  return (
    <Modal name={{ label: 'Find' }} className={styles['palette']} onClose={onClose}>
      <div className={styles['search']}>
        <Search aria-hidden="true" size={16} />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={keys.listId}
          aria-activedescendant={keys.activeId}
          aria-label="Find a page, a model, a project, an action or traces"
          placeholder="A page, a model, an action, a trace id, or text in traces"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            keys.setActive(0);
          }}
          onKeyDown={keys.onKeyDown}
        />
      </div>
      <div className={styles['results']}>
        <OptionList
          label="Results"
          options={commands}
          optionKey={(command) => command.id}
          renderOption={(command) => <CommandRow command={command} />}
          selectedKey={null}
          keys={keys}
          onPick={run}
        />
      </div>
    </Modal>
  );
}

function CommandRow({ command }: { command: Command }) {
  return (
    <span className={styles['row']}>
      <span className={styles['label']}>{command.label}</span>
      <span className={styles['group']}>{command.group}</span>
      {command.keys ? <Kbd keys={command.keys} /> : null}
    </span>
  );
}
