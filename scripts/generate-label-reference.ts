import { resolve } from 'node:path';
import { addressAttributes, labelAttributes, noteAttributes } from '../shared/telemetry/label-attributes.ts';
import { maxLabelCharacters, maxNoteCharacters } from '../shared/telemetry/redact-attributes.ts';

export const labelReferencePath = resolve(import.meta.dirname, '../docs/reference/without-content.md');

const introduction = `# What is stored without inputs and outputs

Of a project whose settings say **Store inputs and outputs: off**, traces keep sizes, usage, cost, times and labels, but not what was said. It is the same for OpenTelemetry in every dialect,
for spans in Signalbox's own words and for calls through the gateway, and happens before anything is sent to the queue, and once more when it is stored. The archive has
what is stored, without words ([0256](../decisions/0256-archive-what-is-left-without-words.md)), also of a request that S3 refused while the words were still kept ([0269](../decisions/0269-archive-what-is-said-before-it-is-stored.md)). What was stored before stays until it expires or is [deleted](../how-to/delete-personal-data.md).

It is about what telemetry brings. **Scores and tags** are stored as they are given, with the comments and metadata of scores: somebody wrote them for Signalbox. Say in them nothing that must not be kept.

It is a list of what stays, not of what goes: an attribute that nobody here has heard of loses its text.

| part of a span | what stays |
| --- | --- |
| input, output | the size in bytes |
| name, trace name, type, status, error type, service, environment, release, region, session, user, tags | all: they are labels. Put nothing into them that must not be kept |
| status message | nothing: providers repeat in it what they were sent |
| model call | models, provider, operation, finish reasons, name and version of the prompt, times; of parameters numbers and switches, no schemas, tools or stop words |
| usage, cost | all |
| attributes | numbers and switches; text of the names below, up to ${maxLabelCharacters} characters; addresses up to their query. Of everything else the name and the size, as \`[not stored: 123 characters]\` (of lists and objects: of their JSON). Under names that mean content, such as \`gen_ai.tool.call.result\`, not even a number |
| metadata | keys, numbers, switches, and text of up to ${maxNoteCharacters} characters: a team sets them under names of its own so that filters find them ([0250](../decisions/0250-labels-stay-words-go.md)). Longer text, lists and objects: the size |
| resource, links | attributes as above |
| events | name, time, attributes as above: of an exception the type, not its message or stack trace |
| decision of the gateway | what was chosen and tried, without what providers said |

## Attributes that keep their text

This list is made from the code (\`shared/telemetry/label-attributes.ts\`). \`*\` stands for any part of a name up to the next full stop.
`;

/** The page of what stays where content is not captured. */
export function generateLabelReference(): string {
  const groups = {
    ...labelAttributes,
    'Up to their query': addressAttributes,
    [`Up to ${maxNoteCharacters} characters`]: noteAttributes,
  };
  const rows = Object.entries(groups).map(
    ([group, names]) => `| ${group} | ${names.map((name) => `\`${name}\``).join(', ')} |`,
  );
  return [introduction, '| | attributes |', '| --- | --- |', ...rows, ''].join('\n');
}
