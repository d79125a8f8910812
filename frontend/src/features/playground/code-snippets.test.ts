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

  describe('with tools', () => {
    const tools = [{ type: 'function', function: { name: 'look', parameters: { type: 'object', required: ['id'] } } }];
    const pieces = [{ name: 'look', arguments: '' }, { arguments: '{"id":' }, { arguments: '1}' }];
    const chunks = pieces.map((call) => ({
      choices: [{ delta: { content: null, tool_calls: [{ function: call }] } }],
    }));

    it('is not streamed where the call was not, and prints the whole message', () => {
      const call = { ...request, tools, stream: false };
      expect(snippetOf('curl', call, url)).not.toMatch(/no-buffer|"stream"/);
      expect(snippetOf('typescript', call, url)).toContain('JSON.stringify(completion.choices[0]?.message, null, 2)');
      expect(snippetOf('python', call, url)).toContain(
        'print(completion.choices[0].message.model_dump_json(indent=2))',
      );
      expect(snippetOf('typescript', { ...request, stream: false }, url)).toContain('message.content);');
      expect(() => stripTypeScriptTypes(snippetOf('typescript', call, url))).not.toThrow();
    });

    it('prints the calls of a stream in TypeScript', async () => {
      const loop = /for await[\s\S]*$/.exec(snippetOf('typescript', { ...request, tools }, url))?.[0];
      const printed: string[] = [];
      const run = new Function('stream', 'process', `return (async () => {${loop}})()`);
      await run(chunks, { stdout: { write: (text: string) => printed.push(text) } });
      expect(printed.join('')).toBe('\nlook {"id":1}');
    });

    it('prints the calls of a stream in Python', () => {
      const loop = /for chunk in stream[\s\S]*$/.exec(snippetOf('python', { ...request, tools }, url))?.[0];
      const program = `import json, types
class Loose(types.SimpleNamespace):
    def __getattr__(self, name): return None
stream = json.loads(${JSON.stringify(JSON.stringify(chunks))}, object_hook=lambda each: Loose(**each))
${loop}`;
      expect(execFileSync('python3', ['-c', program], { encoding: 'utf8' })).toBe('\nlook {"id":1}');
    });
  });
});
