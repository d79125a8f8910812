import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Role } from '../contract/access.ts';
import type { Member } from '../contract/members.ts';
import type { Memberships } from '../http/principal.ts';
import type { ChangeContext } from './audit-log.ts';
import { memberKey, memberPrefix, personPartition, projectPartition } from './core-keys.ts';
import { type CorePorts, withDefaults } from './core-ports.ts';
import { addMember, changeMember, type MemberChangeOutcome, removeMember } from './member-changes.ts';
import { type MemberRecord, memberRecordSchema, toMember } from './member-record.ts';
import { decodeCursor, encodeCursor, type Page, type PageRequest, toPage } from './page-cursor.ts';
import { retryOnChange } from './retry-on-change.ts';

export interface PersonMembership {
  projectId: string;
  member: Member;
}

export interface MemberRepository extends Memberships {
  get(projectId: string, personId: string): Promise<Member | null>;
  list(projectId: string, page: PageRequest): Promise<Page<Member>>;
  /** All projects of a person, up to `maxMemberships`. */
  listOfPerson(personId: string): Promise<PersonMembership[]>;
  add(projectId: string, member: NewMember, context: ChangeContext): Promise<Member | 'already_member'>;
  changeRole(
    projectId: string,
    personId: string,
    role: Role,
    context: ChangeContext,
  ): Promise<MemberChangeOutcome<Member>>;
  /** Marks that an invited person has signed in. */
  activate(projectId: string, personId: string, context: ChangeContext): Promise<MemberChangeOutcome<Member>>;
  remove(projectId: string, personId: string, context: ChangeContext): Promise<MemberChangeOutcome<'removed'>>;
}

export type NewMember = Pick<Member, 'id' | 'email' | 'role'>;

/** One answer lists all projects of a person, so their number is bounded. */
export const maxMemberships = 100;
const listName = 'members';

/** Who belongs to a project, and as what. */
export function createMemberRepository(corePorts: CorePorts): MemberRepository {
  const ports = withDefaults(corePorts);
  const read = (projectId: string, personId: string) => readMember(ports, projectId, personId);
  const change = (projectId: string, personId: string, set: Partial<MemberRecord>, context: ChangeContext) =>
    retryOnChange(async () => changeMember(ports, projectId, await read(projectId, personId), set, context));
  return {
    async get(projectId, personId) {
      const record = await read(projectId, personId);
      return record ? toMember(record) : null;
    },
    list: (projectId, page) => listMembers(ports, projectId, page),
    listOfPerson: (personId) => listOfPerson(ports, personId),
    add: (projectId, member, context) => addMember(ports, projectId, member, context),
    changeRole: (projectId, personId, role, context) => change(projectId, personId, { role }, context),
    activate: (projectId, personId, context) => change(projectId, personId, { status: 'active' }, context),
    remove: (projectId, personId, context) =>
      retryOnChange(async () => removeMember(ports, projectId, await read(projectId, personId), context)),
  };
}

type Ports = Required<CorePorts>;

async function readMember({ documents, tableName }: Ports, projectId: string, personId: string) {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tableName, Key: memberKey(projectId, personId), ConsistentRead: true }),
  );
  return Item ? memberRecordSchema.parse(Item) : null;
}

async function listMembers(ports: Ports, projectId: string, { limit, cursor }: PageRequest): Promise<Page<Member>> {
  const [after] = cursor === undefined ? [] : decodeCursor(listName, [/^[0-9A-Za-z-]{1,64}$/], cursor);
  const { Items = [] } = await ports.documents.send(
    new QueryCommand({
      TableName: ports.tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': projectPartition(projectId), ':prefix': memberPrefix },
      ...(after === undefined ? {} : { ExclusiveStartKey: memberKey(projectId, after) }),
      Limit: limit + 1,
      ConsistentRead: true,
    }),
  );
  const records = Items.map((item) => memberRecordSchema.parse(item));
  return toPage(records, limit, toMember, ({ id }) => encodeCursor(listName, [id]));
}

async function listOfPerson({ documents, tableName }: Ports, personId: string): Promise<PersonMembership[]> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :person',
      ExpressionAttributeValues: { ':person': personPartition(personId) },
      Limit: maxMemberships,
    }),
  );
  return Items.map((item) => ({
    projectId: String(item['projectId']),
    member: toMember(memberRecordSchema.parse(item)),
  }));
}
