import type { GroupKind } from './group.ts';

/** How the screens of a kind speak. */
export interface GroupWords {
  kind: GroupKind;
  title: string;
  one: string;
  many: string;
  /** The other kind, of which each has some. */
  others: string;
  path: '/sessions' | '/users';
  /** How a sender names it. */
  attribute: string;
  empty: string;
}

export const groupWords: Record<GroupKind, GroupWords> = {
  session: {
    kind: 'session',
    title: 'Sessions',
    one: 'session',
    many: 'sessions',
    others: 'Users',
    path: '/sessions',
    attribute: 'session.id',
    empty: 'A session takes the traces of one conversation together: send its id with every call.',
  },
  user: {
    kind: 'user',
    title: 'Users',
    one: 'user',
    many: 'users',
    others: 'Sessions',
    path: '/users',
    attribute: 'user.id',
    empty: 'Send the id of your user with every call to see what they did, what failed, and what it cost.',
  },
};
