import { groupBounds } from '../../../shared/contract/trace-groups.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { searchedTime } from '../../../shared/storage/trace-list.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { allOf, type Filter } from '../../../shared/trace-filter/filter.ts';
import { decodeGroupCursor, encodeGroupCursor, type GroupCursor } from './group-cursor.ts';
import { type GroupKind, groupAttributes, groupFilter } from './group-kind.ts';
import { type Group, type GroupPorts, readGroup } from './read-group.ts';

export interface GroupListQuery {
  kind: GroupKind;
  projectId: string;
  filter: Filter;
  /** Epoch milliseconds: [from, to). */
  from: number;
  to: number;
  limit: number;
  cursor?: string | undefined;
}

export interface GroupPage {
  items: Group[];
  nextCursor: string | null;
  searchedTo: string;
}

/** What one page may cost: queries of the walk through traces, groups that are looked up, and time. */
const walkBounds = { maxQueries: 200, maxMilliseconds: 1500 };
const maxLookedUp = 200;
const maxMilliseconds = 4000;
/** Groups whose traces are read at the same time. */
const concurrentGroups = 8;
const shownBounds = { maxQueries: 20, maxMilliseconds: 1000 };

interface Candidate {
  id: string;
  position: string;
}

interface WalkStep {
  /** Groups that are met for the first time, newest first. */
  candidates: Candidate[];
  position: string;
  isDone: boolean;
}

type Ports = GroupPorts & { clock: Clock };

/** The page as it fills. */
interface Filling {
  items: Group[];
  /** Of the first trace that was met. */
  newest: string;
  /** Everything above it was dealt with. */
  position: string;
  isDone: boolean;
}

/**
 * Sessions or users, each at the place of its newest fitting trace. The page walks traces newest first and adds up every
 * group that it meets; on later pages those whose newest trace lies above the cursor were shown before and are left out.
 */
export async function listGroups(query: GroupListQuery, ports: Ports): Promise<GroupPage> {
  const { kind, cursor, from } = query;
  const before = cursor === undefined ? null : decodeGroupCursor(kind, cursor);
  const to = before?.to ?? query.to;
  const walk = walkTraces({ ...query, to }, before, ports);
  const page = await fillPage(walk.steps, { ...query, to, before, deadline: ports.clock() + maxMilliseconds }, ports);
  const { items, newest, position, isDone } = page;
  if (isDone || position === '') return { items, nextCursor: null, searchedTo: new Date(from).toISOString() };
  const end = before?.to ?? Math.min(to, Math.max(ports.clock(), timeOf(newest) + 1));
  const nextCursor = encodeGroupCursor(kind, { position, to: end, search: walk.cursorAfter(position) });
  return { items, nextCursor, searchedTo: searchedTime(position) };
}

async function fillPage(steps: AsyncIterable<WalkStep>, query: TakeQuery, ports: Ports): Promise<Filling> {
  const page: Filling = { items: [], newest: '', position: '', isDone: true };
  let lookedUp = 0;
  for await (const { candidates, position, isDone } of steps) {
    page.newest ||= candidates[0]?.position ?? '';
    const wanted = candidates.slice(0, maxLookedUp - lookedUp);
    lookedUp += wanted.length;
    const taken = await takeGroups(wanted, query.limit - page.items.length, query, ports);
    page.items.push(...taken.groups);
    const isCut = taken.count < candidates.length;
    page.position = isCut ? (candidates[taken.count - 1]?.position ?? page.position) : position;
    page.isDone = isDone && !isCut;
    if (isCut || page.items.length === query.limit || ports.clock() >= query.deadline) break;
  }
  return page;
}

/** Of a position in time. What starts after the first page was read is in no later page: groups that go on stay where they are. */
const timeOf = (position: string): number => Number(position.slice(0, 14));

/** Traces that fit and are of a group, newest first, as the groups that are met for the first time. */
function walkTraces(query: GroupListQuery, before: GroupCursor | null, { traces }: GroupPorts) {
  const { kind, projectId, from, to } = query;
  const attribute = groupAttributes[kind];
  const search = traces.search({
    ...{ projectId, from, to, attributes: [attribute], bounds: walkBounds },
    filter: allOf([query.filter, { kind: 'has', what: kind }]),
    ...(before === null ? {} : { cursor: before.search }),
  });
  async function* steps(): AsyncGenerator<WalkStep> {
    const met = new Set<string>();
    for await (const { rows, position, isDone } of search.steps) {
      const candidates: Candidate[] = [];
      for (const { item, sortKey } of rows) {
        const id = item[attribute];
        if (typeof id !== 'string' || met.has(id)) continue;
        met.add(id);
        candidates.push({ id, position: sortKey });
      }
      yield { candidates, position, isDone };
    }
  }
  return { steps: steps(), cursorAfter: (position: string) => search.cursorAfter(position, []) };
}

interface TakeQuery extends GroupListQuery {
  before: GroupCursor | null;
  deadline: number;
}

/** Reads the candidates in order, some at a time, until there are `room` groups or no time; `count` of them are dealt with. */
async function takeGroups(candidates: readonly Candidate[], room: number, query: TakeQuery, ports: Ports) {
  const groups: Group[] = [];
  let count = 0;
  while (count < candidates.length && groups.length < room) {
    // One batch is always read, so that every page comes further.
    if (count > 0 && ports.clock() >= query.deadline) break;
    const batch = candidates.slice(count, count + Math.min(concurrentGroups, room - groups.length));
    const read = await mapConcurrently(batch, concurrentGroups, ({ id }) => readCandidate(id, query, ports));
    groups.push(...read.filter((group) => group !== null));
    count += batch.length;
  }
  return { groups, count };
}

async function readCandidate(id: string, query: TakeQuery, ports: GroupPorts): Promise<Group | null> {
  const { kind, projectId, from, to, before } = query;
  if (before !== null && (await wasShown(id, before, query, ports))) return null;
  return await readGroup({ kind, projectId, id, from, to, maxTraces: groupBounds.listedTraces }, ports);
}

/** Whether the group has a fitting trace above the cursor: then it stood on an earlier page. */
async function wasShown(id: string, { position, to }: GroupCursor, query: TakeQuery, { traces }: GroupPorts) {
  const { kind, projectId, filter } = query;
  const search = traces.search({
    ...{ projectId, from: timeOf(position), to, attributes: [], bounds: shownBounds },
    filter: allOf([groupFilter(kind, id), filter]),
  });
  for await (const { rows } of search.steps) {
    if (rows.some(({ sortKey }) => sortKey >= position)) return true;
  }
  return false;
}
