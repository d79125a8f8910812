import { v7 } from 'uuid';

/** Makes ids of entities: UUIDv7, so that they sort by the time they were made. */
export type Ids = () => string;

export const systemIds: Ids = () => v7();
