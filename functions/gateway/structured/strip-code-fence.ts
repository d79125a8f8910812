/** A fence around all of a text, as models like to put around JSON. */
const fence = /^```[a-z0-9-]*[ \t]*\r?\n([\s\S]*?)\r?\n?```$/i;

export function stripCodeFence(text: string): string {
  const trimmed = text.trim();
  return fence.exec(trimmed)?.[1]?.trim() ?? trimmed;
}
