import {
  Boxes,
  DatabaseZap,
  FlaskConical,
  Gauge,
  History,
  Inbox,
  KeyRound,
  LayoutDashboard,
  ListTree,
  type LucideIcon,
  MessagesSquare,
  Plug,
  Radio,
  Rocket,
  Settings2,
  Split,
  Timer,
  Users,
} from 'lucide-react';

export interface Destination {
  to:
    | '/'
    | '/playground'
    | '/models'
    | '/providers'
    | '/routes'
    | '/dashboard'
    | '/performance'
    | '/traces'
    | '/sessions'
    | '/users'
    | '/live'
    | '/limits'
    | '/cache'
    | '/ingestion'
    | '/replays'
    | '/keys'
    | '/settings';
  label: string;
  icon: LucideIcon;
  /** After `g`. */
  key: string;
}

export interface NavigationGroup {
  /** Null for what belongs to no group. */
  label: string | null;
  items: readonly Destination[];
}

/** The rail. It links only to what works today. */
export const navigation: readonly NavigationGroup[] = [
  { label: null, items: [{ to: '/', label: 'Get started', icon: Rocket, key: 's' }] },
  {
    label: 'Build',
    items: [
      { to: '/playground', label: 'Playground', icon: FlaskConical, key: 'p' },
      { to: '/models', label: 'Models', icon: Boxes, key: 'm' },
      { to: '/providers', label: 'Providers', icon: Plug, key: 'v' },
      { to: '/routes', label: 'Routes', icon: Split, key: 'r' },
    ],
  },
  {
    label: 'Observe',
    items: [
      { to: '/dashboard', label: 'Dashboard', icon: LayoutDashboard, key: 'd' },
      { to: '/traces', label: 'Traces', icon: ListTree, key: 't' },
      { to: '/sessions', label: 'Sessions', icon: MessagesSquare, key: 'n' },
      { to: '/users', label: 'Users', icon: Users, key: 'u' },
      { to: '/performance', label: 'Performance', icon: Timer, key: 'f' },
      { to: '/live', label: 'Live', icon: Radio, key: 'l' },
    ],
  },
  {
    label: 'Operate',
    items: [
      { to: '/limits', label: 'Limits and budgets', icon: Gauge, key: 'b' },
      { to: '/cache', label: 'Cache', icon: DatabaseZap, key: 'c' },
      { to: '/ingestion', label: 'Ingestion', icon: Inbox, key: 'i' },
      { to: '/replays', label: 'Replays', icon: History, key: 'y' },
    ],
  },
  {
    label: 'Settings',
    items: [
      { to: '/keys', label: 'API keys', icon: KeyRound, key: 'k' },
      { to: '/settings', label: 'Project settings', icon: Settings2, key: ',' },
    ],
  },
];

export const destinations: readonly Destination[] = navigation.flatMap((group) => group.items);
