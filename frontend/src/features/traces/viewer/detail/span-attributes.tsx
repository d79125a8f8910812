import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Span } from '../../../../../../shared/contract/span.ts';
import { formatDuration } from '../../../../lib/figures/format-duration.ts';
import { CopyButton } from '../../../../ui/copy-button.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { Part } from '../../../../ui/part.tsx';
import styles from '../../span-detail.module.css';
import { attributeRows, notesOf, type SpanEvent, type SpanLink } from './attribute-rows.ts';
import detail from './detail.module.css';

/** Everything that was sent with a span: events, links, notes and attributes, searchable. */
export function SpanAttributes({ span }: { span: Span }) {
  const [find, setFind] = useState('');
  const { events, links, rest } = notesOf(span.metadata);
  return (
    <div className={styles['content']}>
      {events.length === 0 ? null : <Events events={events} span={span} />}
      {links.length === 0 ? null : <Links links={links} />}
      <TextField
        type="search"
        label="Find an attribute"
        isLabelHidden
        placeholder="Find an attribute"
        value={find}
        onChange={(event) => setFind(event.target.value)}
      />
      <AttributeTable title="Metadata" attributes={rest} find={find} />
      <AttributeTable title="Attributes as sent" attributes={span.attributes} find={find} />
    </div>
  );
}

function AttributeTable(props: { title: string; attributes: Record<string, unknown>; find: string }) {
  const { title, attributes, find } = props;
  const count = Object.keys(attributes).length;
  const rows = attributeRows(attributes, find);
  return (
    <Part
      title={title}
      level={3}
      action={
        <CopyButton text={() => JSON.stringify(attributes, null, 2)} label={`Copy ${title.toLowerCase()} as JSON`} />
      }
    >
      {rows.length === 0 ? (
        <p className={styles['none']}>{count === 0 ? 'None.' : `None of ${count} holds “${find.trim()}”.`}</p>
      ) : (
        <table className={detail['attributes']} aria-label={title}>
          <tbody>
            {rows.map(({ name, value }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <AttributeValue value={value} />
                </td>
                <td>
                  <CopyButton text={value} label={`Copy ${name}`} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Part>
  );
}

function Events({ events, span }: { events: readonly SpanEvent[]; span: Span }) {
  const after = ({ timeUnixNano }: SpanEvent) => Number(BigInt(timeUnixNano) - BigInt(span.startTimeUnixNano)) / 1e6;
  return (
    <Part title="Events" level={3}>
      <ol className={detail['events']}>
        {events.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was recorded does not move
          <li key={index} className={detail['event']}>
            <p>
              <b>{event.name}</b>
              <span className={detail['time']}>after {formatDuration(Math.max(0, after(event))).text}</span>
            </p>
            {Object.keys(event.attributes).length === 0 ? null : (
              <AttributeList label={`Attributes of ${event.name}`} attributes={event.attributes} />
            )}
          </li>
        ))}
      </ol>
    </Part>
  );
}

function Links({ links }: { links: readonly SpanLink[] }) {
  return (
    <Part title="Links" level={3}>
      <ul className={detail['events']}>
        {links.map((link) => (
          <li key={`${link.traceId} ${link.spanId}`}>
            <Link to="/traces/$traceId" params={{ traceId: link.traceId }} search={{ span: link.spanId }}>
              Span {link.spanId} of trace {link.traceId}
            </Link>
            {Object.keys(link.attributes).length === 0 ? null : (
              <AttributeList label={`Attributes of the link to ${link.spanId}`} attributes={link.attributes} />
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function AttributeList({ label, attributes }: { label: string; attributes: Record<string, unknown> }) {
  return (
    <table className={detail['attributes']} aria-label={label}>
      <tbody>
        {attributeRows(attributes, '').map(({ name, value }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <AttributeValue value={value} />
            </td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Of more than a few lines it scrolls inside itself, also with the keyboard. */
function AttributeValue({ value }: { value: string }) {
  const mayScroll = value.length > 160 || value.includes('\n');
  return (
    <span className={detail['value']} tabIndex={mayScroll ? 0 : undefined}>
      {value}
    </span>
  );
}
