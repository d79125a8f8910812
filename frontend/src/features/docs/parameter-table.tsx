import styles from './docs.module.css';
import { type OpenApiDocument, type ParameterObject, resolveSchema } from './open-api.ts';
import { limitsText, typeText } from './schema-text.ts';
import { TextWithCode } from './text-with-code.tsx';

export function ParameterTable({ document, parameters }: { document: OpenApiDocument; parameters: ParameterObject[] }) {
  if (parameters.length === 0) return null;
  return (
    <section>
      <h3>Parameters</h3>
      <ul className={styles['fields']}>
        {parameters.map((parameter) => {
          const schema = resolveSchema(document, parameter.schema ?? {});
          const notes = [parameter.description ?? schema.description, limitsText(schema)].filter(Boolean).join(' · ');
          return (
            <li key={`${parameter.in} ${parameter.name}`} className={styles['field']}>
              <span className={styles['fieldHead']}>
                <code className={styles['name']}>{parameter.name}</code>
                <span className={styles['fieldType']}>{typeText(parameter.schema ?? {}, document)}</span>
                <span className={styles['fieldType']}>in {parameter.in}</span>
                {parameter.required ? <span className={styles['required']}>required</span> : null}
              </span>
              {notes === '' ? null : (
                <span className={styles['notes']}>
                  <TextWithCode text={notes} />
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
