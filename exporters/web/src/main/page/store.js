// What the page knows of the recordings, and how news change it. No element, no clock: a value in, a value out.

import { FULL, MISSING, PARTIAL, UNCONFIRMED, UNKNOWN, WORDS } from './states.js';
import { DAY, HOUR } from './time.js';

/** @typedef {import('./types').Lane} Lane */
/** @typedef {import('./types').Span} Span */
/** @typedef {import('./types').Edge} Edge */
/** @typedef {import('./types').Fault} Fault */
/** @typedef {import('./types').HourRow} HourRow */

export class Store {
  /** @type {Map<string, Lane>} by stream: one node, one lane */
  lanes = new Map();
  /** @type {Map<string, Map<number, HourRow>>} by stream and begin */
  hours = new Map();
  /** @type {Map<string, Fault>} open holes by id */
  holes = new Map();
  /** @type {Map<string, Edge>} by stream */
  edges = new Map();
  /** Revision of the map: news that are older say nothing. */
  revision = 0;
  /** @type {Fault[] | undefined} */
  #faults;

  /** @param {{revision: number, lanes: Lane[]}} map */
  setMap({ revision, lanes }) {
    this.revision = revision;
    this.lanes = new Map(lanes.map((lane) => [lane.stream, lane]));
    this.#faults = undefined;
  }

  /** @param {{stream: string, hour: number, row: HourRow}[]} rows */
  setHours(rows) {
    this.hours = new Map();
    for (const { stream, hour, row } of rows) this.#hoursOf(stream).set(hour, row);
  }

  /** @param {Fault[]} holes all that are open */
  setHoles(holes) {
    this.holes = new Map(holes.map((hole) => [hole.id, hole]));
    this.#faults = undefined;
  }

  /** @param {Edge[]} edges */
  setEdges(edges) {
    for (const edge of edges) {
      this.edges.set(edge.stream, edge);
      const last = this.lanes.get(edge.stream)?.expected.at(-1);
      if (last && edge.newest !== undefined) last[1] = Math.max(last[1], edge.newest);
    }
    this.#faults = undefined;
  }

  /**
   * An hour of a lane as it is now.
   *
   * @param {{stream: string, hour: number, revision: number, row: HourRow, spans: Span[]}} news
   * @returns {boolean} whether it is news
   */
  setHour({ stream, hour, revision, row, spans }) {
    if (revision < this.revision) return false;
    this.#hoursOf(stream).set(hour, row);
    const lane = this.lanes.get(stream);
    if (!lane) return true;
    const end = hour + HOUR;
    const kept = lane.spans.flatMap((span) => outside(span, hour, end));
    lane.spans = [...kept, ...spans].sort((a, b) => a.from - b.from);
    this.#faults = undefined;
    return true;
  }

  /**
   * @param {Fault} hole as it is now; one that has ended leaves
   * @returns {boolean} whether it is missing for certain since just now
   */
  setHole(hole) {
    const before = this.holes.get(hole.id);
    this.#faults = undefined;
    if (hole.ended !== undefined) {
      this.holes.delete(hole.id);
      return false;
    }
    this.holes.set(hole.id, hole);
    return hole.state === MISSING && before?.state !== MISSING;
  }

  /** All that the list shows. */
  faults() {
    this.#faults ??= [...this.holes.values(), ...this.#stalled(), ...this.#stretches()];
    return this.#faults;
  }

  /** A lane with what is to be said of the time since its newest segment. @param {string} stream @param {number} now @returns {Lane | undefined} */
  lane(stream, now) {
    const lane = this.lanes.get(stream);
    const edge = this.edges.get(stream);
    if (!lane || !edge) return lane;
    const from = edge.state === 'stalled' ? edge.newest : edge.state === 'unknown' ? (lane.unknownFrom ?? edge.scanned) : undefined;
    if (from === undefined || from >= now) return lane;
    const state = edge.state === 'stalled' ? UNCONFIRMED : UNKNOWN;
    return { ...lane, spans: [...lane.spans, { from, to: now, state, missing: now - from }] };
  }

  /**
   * Microseconds of a window that were to be recorded, and those of them that are not there.
   *
   * @param {string} stream @param {number} from @param {number} to
   */
  cover(stream, from, to) {
    const lane = this.lanes.get(stream);
    const within = (/** @type {number} */ a, /** @type {number} */ b) => Math.max(0, Math.min(b, to) - Math.max(a, from));
    const expected = lane?.expected.reduce((sum, [a, b]) => sum + within(a, b), 0) ?? 0;
    let missing = 0;
    for (const span of lane?.spans ?? []) {
      if (span.state !== MISSING && span.state !== UNCONFIRMED) continue;
      const part = within(span.from, span.to);
      // Of a merged span only its share: it says how much it is, not where.
      missing += part === span.to - span.from ? span.missing : Math.min(part, span.missing);
    }
    return { expected, missing: Math.min(missing, expected) };
  }

  /** When the first recording shown here begins. @param {number} now where there is none */
  begin(now) {
    return Math.min(now, ...[...this.lanes.values()].flatMap((lane) => lane.expected.map(([from]) => from)));
  }

  /** Where the newest recording ends; now if it goes on, or may. @param {number} now */
  end(now) {
    const newest = Math.max(...[...this.edges.values()].map((edge) => edge.newest ?? 0));
    return newest > 0 && newest < now - DAY ? newest - 1 : now;
  }

  /** @param {string} stream */
  #hoursOf(stream) {
    let found = this.hours.get(stream);
    if (!found) this.hours.set(stream, (found = new Map()));
    return found;
  }

  /** @returns {Fault[]} */
  #stalled() {
    return [...this.edges.values()]
      .filter((edge) => edge.state === 'stalled' && edge.newest !== undefined)
      .map((edge) => {
        const from = /** @type {number} */ (edge.newest);
        return { id: `stalled:${edge.stream}`, stream: edge.stream, from, to: from, missing: 0, state: 0, stalled: true };
      });
  }

  /** What no log follows, and is in the map: partial segments, and what is missing for too short a time. @returns {Fault[]} */
  #stretches() {
    return [...this.lanes.values()].flatMap((lane) => {
      /** @type {Fault[]} */
      const found = [];
      for (const { from, to, missing, state } of lane.spans) {
        if (state !== PARTIAL && state !== UNCONFIRMED) continue;
        const last = found.findLast((fault) => fault.state === state);
        if (last?.to === from) {
          last.to = to;
          last.missing += missing;
        } else found.push({ id: `${WORDS[state]}:${lane.stream}:${from}`, stream: lane.stream, from, to, missing, state });
      }
      return found;
    });
  }
}

/**
 * What of a span is not in `[from, to)`.
 *
 * @param {Span} span @param {number} from @param {number} to
 * @returns {Span[]}
 */
function outside(span, from, to) {
  if (span.to <= from || span.from >= to) return [span];
  return [
    { ...span, to: from },
    { ...span, from: to },
  ]
    .filter((part) => part.from < part.to)
    .map((part) => ({ ...part, missing: Math.min(part.missing, part.to - part.from) }));
}

/**
 * The worst that touches a moment of a lane, or comes within `slop` of it.
 *
 * @param {Lane} lane @param {number} time @param {number} slop
 * @returns {Span | undefined}
 */
export function worstAt(lane, time, slop) {
  /** @type {Span | undefined} */
  let worst;
  for (const span of lane.spans) {
    const near = span.from - slop <= time && time < span.to + slop;
    if (near && span.state > (worst?.state ?? FULL)) worst = span;
  }
  return worst;
}
