import { execFileSync } from 'node:child_process';
import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, it } from 'vitest';
import { snippetOf } from './code-snippets.ts';

const request = {
  model: 'sandbox/lorem',
  messages: [{ role: 'user', content: `It's "quoted"\n$HOME \`x\` — ${'"role":'}` }],
  temperature: 0.5,
  response_format: { type: 'json_object' as const },
};
const url = 'https://signalbox.test';

describe('the call as code', () => {
  it('quotes the body for a shell', () => {
    const code = snippetOf('curl', request, url);
    const printed = execFileSync('sh', ['-c', code.replace(/^curl[\s\S]*-d /, "printf '%s' ")], { encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual({ ...request, stream: true });
    expect(code).toContain(`${url}/v1/chat/completions`);
  });

  it('is valid TypeScript that sends the same call', () => {
    const code = snippetOf('typescript', request, url);
    const body = /create\(([\s\S]*?)\);\n\nfor/.exec(code)?.[1];
    expect(new Function(`return ${body}`)()).toEqual({ ...request, stream: true });
    expect(() => stripTypeScriptTypes(code)).not.toThrow();
  });

  it('is valid Python that sends the same call', () => {
    const code = snippetOf('python', request, url);
    const args = /create\(([\s\S]*?)\n\)\n\nfor/.exec(code)?.[1];
    const program = `import ast, json, sys\nsource = sys.stdin.read()\nast.parse(source)\nprint(json.dumps(eval("dict(" + ${JSON.stringify(args)} + ")")))`;
    const printed = execFileSync('python3', ['-c', program], { input: code, encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual({ ...request, stream: true });
  });
});
