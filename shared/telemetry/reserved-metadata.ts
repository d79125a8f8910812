/**
 * What the metadata of a span hold under these names is OpenTelemetry's. A team's note of such a name is found among the
 * attributes, where it is as well.
 */
export const reservedMetadata: readonly string[] = ['kind', 'scope', 'resource', 'mapping', 'events', 'links'];
