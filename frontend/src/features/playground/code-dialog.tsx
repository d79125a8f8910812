import { useState } from 'react';
import { publicApiUrl } from '../../lib/config.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { type SnippetLanguage, type SnippetRequest, snippetLanguages, snippetOf } from './code-snippets.ts';

const names: Record<SnippetLanguage, string> = { curl: 'curl', typescript: 'TypeScript', python: 'Python' };

/** The call as code, with the real URL. */
export function CodeDialog({ request, onClose }: { request: SnippetRequest; onClose: () => void }) {
  const [language, setLanguage] = useState<SnippetLanguage>('curl');
  const tabs = snippetLanguages.map((id) => ({ id, label: names[id] }));
  return (
    <Dialog title="Call as code" onClose={onClose} width="wide">
      <p>
        Set <code>SIGNALBOX_API_KEY</code> to a key of this project with the scope <code>gateway</code>.
      </p>
      <Tabs label="Language" tabs={tabs} value={language} onChange={setLanguage}>
        <CodeBlock
          code={snippetOf(language, request, publicApiUrl())}
          label={`Call in ${names[language]}`}
          maxHeight="50dvh"
        />
      </Tabs>
    </Dialog>
  );
}
