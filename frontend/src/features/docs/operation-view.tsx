import { Link } from '@tanstack/react-router';
import { publicApiUrl } from '../../lib/config.ts';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Badge } from '../../ui/status.tsx';
import styles from './docs.module.css';
import { exampleOf } from './example-of.ts';
import { type OpenApiDocument, type Operation, resolveResponse, type SchemaObject } from './open-api.ts';
import { Method } from './operation-list.tsx';
import { ParameterTable } from './parameter-table.tsx';
import { SchemaTree } from './schema-tree.tsx';
import { TextWithCode } from './text-with-code.tsx';
import { isPublic, toCurl } from './to-curl.ts';

interface OperationProps {
  document: OpenApiDocument;
  operation: Operation;
}

export function OperationView({ document, operation }: OperationProps) {
  const { method, path, operation: described } = operation;
  const body = described.requestBody?.content?.['application/json']?.schema;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <article className={styles['operation']} tabIndex={0} aria-label={described.summary ?? path}>
      <Link to="/docs/api" search={(old) => ({ ...old, operation: undefined })} className={styles['back']}>
        All operations
      </Link>
      <h2>{described.summary ?? operation.id}</h2>
      <p className={styles['path']}>
        <Method method={method} />
        <code>{path}</code>
        <CopyButton text={path} label="Copy path" />
        {isPublic(document, described.security) ? <Badge tip="Anybody may call it">public</Badge> : null}
      </p>
      {described.description ? (
        <p className={styles['text']}>
          <TextWithCode text={described.description} />
        </p>
      ) : null}
      <CodeBlock
        code={toCurl(document, operation, publicApiUrl())}
        label="Request as curl"
        title="curl"
        maxHeight="320px"
      />
      <ParameterTable document={document} parameters={described.parameters ?? []} />
      {body ? (
        <section>
          <h3>Request body</h3>
          <SchemaTree document={document} schema={body} />
        </section>
      ) : null}
      <Responses document={document} operation={operation} />
    </article>
  );
}

function Responses({ document, operation }: OperationProps) {
  const responses = Object.entries(operation.operation.responses ?? {});
  return (
    <section>
      <h3>Responses</h3>
      {responses.map(([status, given]) => {
        const response = resolveResponse(document, given);
        const content = Object.entries(response.content ?? {});
        return (
          <details key={status} className={styles['response']} open={status.startsWith('2')}>
            <summary>
              <code>{status}</code> <TextWithCode text={response.description ?? ''} />
            </summary>
            {content.map(([type, { schema }]) => (
              <ResponseBody key={type} document={document} type={type} schema={schema} />
            ))}
          </details>
        );
      })}
    </section>
  );
}

interface ResponseBodyProps {
  document: OpenApiDocument;
  type: string;
  schema: SchemaObject | undefined;
}

function ResponseBody({ document, type, schema }: ResponseBodyProps) {
  const isJson = type.includes('json');
  return (
    <div className={styles['body']}>
      <p className={styles['type']}>{type}</p>
      {schema ? <SchemaTree document={document} schema={schema} /> : null}
      {schema && isJson ? (
        <CodeBlock
          code={JSON.stringify(exampleOf(document, schema), null, 2)}
          label={`Example of ${type}`}
          title="Example"
          maxHeight="320px"
        />
      ) : null}
    </div>
  );
}
