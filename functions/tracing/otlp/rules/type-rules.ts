import type { Span } from '../../../../shared/contract/span.ts';

/** What an operation of `gen_ai.operation.name` is. */
const typeOfOperation: Readonly<Record<string, Span['type']>> = {
  chat: 'llm',
  text_completion: 'llm',
  generate_content: 'llm',
  embeddings: 'embedding',
  retrieval: 'retriever',
  execute_tool: 'tool',
  create_agent: 'agent',
  invoke_agent: 'agent',
  invoke_workflow: 'workflow',
};

/** A span that names a model but no known operation is a model call. */
export function spanType(operation: string | undefined, namesModel: boolean): Span['type'] {
  const known =
    operation !== undefined && Object.hasOwn(typeOfOperation, operation) ? typeOfOperation[operation] : undefined;
  return known ?? (namesModel ? 'llm' : 'span');
}
