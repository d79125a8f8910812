import styles from './docs.module.css';
import { type OpenApiDocument, resolveSchema, type SchemaObject } from './open-api.ts';
import { limitsText, typeText } from './schema-text.ts';
import { TextWithCode } from './text-with-code.tsx';

const deepest = 8;
/** Below this level, nested objects open on demand. */
const openLevels = 1;

interface SchemaTreeProps {
  document: OpenApiDocument;
  schema: SchemaObject;
  level?: number;
}

/** The fields of an object, and of the objects inside it. */
export function SchemaTree({ document, schema, level = 0 }: SchemaTreeProps) {
  const shape = objectIn(document, schema);
  if (shape === null) return level === 0 ? <p className={styles['notes']}>{typeText(schema, document)}</p> : null;
  return (
    <ul className={styles['fields']}>
      {Object.entries(shape.properties ?? {}).map(([name, field]) => (
        <Field
          key={name}
          document={document}
          name={name}
          schema={field}
          isRequired={shape.required?.includes(name) ?? false}
          level={level}
        />
      ))}
    </ul>
  );
}

interface FieldProps {
  document: OpenApiDocument;
  name: string;
  schema: SchemaObject;
  isRequired: boolean;
  level: number;
}

function Field({ document, name, schema, isRequired, level }: FieldProps) {
  const resolved = resolveSchema(document, schema);
  const notes = [schema.description ?? resolved.description, limitsText(resolved)].filter(Boolean).join(' · ');
  const hasFields = level < deepest && objectIn(document, schema) !== null;
  return (
    <li className={styles['field']}>
      <span className={styles['fieldHead']}>
        <code className={styles['name']}>{name}</code>
        <span className={styles['fieldType']}>{typeText(schema, document)}</span>
        {isRequired ? <span className={styles['required']}>required</span> : null}
      </span>
      {notes === '' ? null : (
        <span className={styles['notes']}>
          <TextWithCode text={notes} />
        </span>
      )}
      {hasFields ? (
        <details className={styles['nested']} open={level < openLevels}>
          <summary>
            Fields<span className="visually-hidden"> of {name}</span>
          </summary>
          <SchemaTree document={document} schema={schema} level={level + 1} />
        </details>
      ) : null}
    </li>
  );
}

/** The object that a schema is, holds a list of, or is one choice of; null if there are no fields to show. */
function objectIn(document: OpenApiDocument, given: SchemaObject, depth = 0): SchemaObject | null {
  if (depth > 4) return null;
  const schema = resolveSchema(document, given);
  if (schema.properties) return schema;
  if (schema.items) return objectIn(document, schema.items, depth + 1);
  for (const choice of schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []) {
    const found = objectIn(document, choice, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
