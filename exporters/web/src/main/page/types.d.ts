// The words of the page. Not shipped. Times and lengths are microseconds.

import type { ZoneName } from './time.js';

export interface Stream {
  id: string;
  channel: string;
  quality: string;
}

export interface Meta {
  boot: string;
  now: number;
  node: string;
  event: { name: string; start?: number };
  streams: Stream[];
  tolerance: number;
}

export interface Span {
  from: number;
  to: number;
  state: number;
  /** How much of it is really so, where neighbours were merged. */
  missing: number;
}

/** A stream as a node has it. */
export interface Lane {
  stream: string;
  node: string;
  expected: [number, number][];
  exact: boolean;
  /** Since when nothing is known, if so. */
  unknownFrom?: number;
  spans: Span[];
}

export interface Edge {
  stream: string;
  newest?: number;
  /** When it was last looked at. */
  scanned: number;
  /** From the first segment to the newest, less what is off air; and how much of it is missing. */
  recorded: number;
  missing: number;
  state: 'live' | 'stalled' | 'idle' | 'unknown';
}

/** What stands in the list: a hole, a stretch of partial segments, or a recording that stands still. */
export interface Fault {
  id: string;
  stream: string;
  from: number;
  to: number;
  missing: number;
  state: number;
  stalled?: boolean;
  firstSeen?: number;
  ended?: number;
  /** How it ended. */
  end?: string;
  cause?: string;
}

/** Counts of an hour, as `/api/v1/hours` has them. */
export type HourRow = Record<string, number>;

export interface Totals {
  [filter: string]: { n: number; us: number };
}

/** What is looked at. */
export interface View {
  stream: string;
  /** The moment in the middle of the window; undefined follows the clock. */
  time?: number;
  /** Length of the window; undefined is the whole hour that holds the moment. */
  width?: number;
  zone: ZoneName;
  filter?: string;
  hole?: string;
  hidden: Set<string>;
  theme?: 'light' | 'dark';
}

export interface Segment {
  from: number;
  to: number;
  kind: string;
  name: string;
}

/** What the parts of the page share. */
export interface Page {
  store: import('./store.js').Store;
  view: View;
  meta?: Meta;
  zone: import('./time.js').Zone;
  /** Ids of the holes that somebody has marked as known in this browser. */
  known: Set<string>;
  /** By the agent's clock. */
  now(): number;
  /** Up to when there is something to look at: now, or the end of what was recorded long ago. */
  end(): number;
  window(): { from: number; to: number };
  palette(): Record<string, string>;
  /** Whether news come, so that what is said of now is so. */
  fresh(): boolean;
  name(stream: string): string;
  /** Changes what is looked at. `push`: as a step that Back undoes. */
  look(change: Partial<View>, push?: boolean): void;
  select(fault: Fault | undefined): void;
  /** What the list shows, in its order. */
  listed(): Fault[];
  current(): Fault | undefined;
  say(message: string): void;
  fail(error: unknown): void;
}
