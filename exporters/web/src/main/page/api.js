// What the agent answers, in the words of the page.

import { MISSING, OF_CODE } from './states.js';

/** @typedef {import('./types').Meta} Meta */
/** @typedef {import('./types').Span} Span */
/** @typedef {import('./types').Fault} Fault */

/** Open holes of one answer, and of all answers: past that many nobody reads a list. */
const PAGE = 500;
const MOST_HOLES = 2000;

/** @param {string} path below /api/v1/ @param {Record<string, string | number>} [query] @returns {Promise<any>} or an error for people */
async function get(path, query = {}) {
  // Relative, so that it works below any path of a proxy.
  const address = new URL(`api/v1/${path}`, document.baseURI);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, String(value));
  let answer;
  try {
    answer = await fetch(address, { cache: 'no-cache' });
  } catch {
    throw new Error(`${address.pathname} cannot be reached`);
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Error(`${address.pathname} answered ${answer.status}${problem.detail ? `: ${problem.detail}` : ''}`);
  }
  return answer.json();
}

/** @returns {Promise<Meta>} */
export async function fetchMeta() {
  const told = await get('meta');
  return {
    boot: told.boot,
    now: told.now_us,
    node: told.nodes.find((/** @type {any} */ node) => node.self).name,
    event: { name: told.event.name ?? '', start: told.event.start_us },
    streams: told.streams,
    tolerance: told.tolerance_us,
  };
}

/** The lanes of all there is, at most a month. */
export async function fetchMap() {
  const told = await get('map');
  return {
    revision: /** @type {number} */ (told.rev),
    lanes: told.lanes.map((/** @type {any} */ lane) => ({
      stream: lane.stream,
      node: lane.node,
      expected: lane.expected_us,
      exact: lane.exact,
      unknownFrom: lane.unknown_from_us ?? undefined,
      spans: toSpans(lane.spans, told.from_us),
    })),
  };
}

export async function fetchHours() {
  const told = await get('hours');
  columns = told.cols;
  return told.rows.map(toRow);
}

/** All open holes, longest first. @returns {Promise<Fault[]>} */
export async function fetchOpenHoles() {
  /** @type {Fault[]} */
  const found = [];
  let cursor;
  do {
    const told = await get('holes', { state: 'open', orderby: '-duration', limit: PAGE, ...(cursor && { cursor }) });
    found.push(...told.holes.map(toHole));
    cursor = told.next;
  } while (cursor && found.length < MOST_HOLES);
  return found;
}

/** Holes that were filled, newest first, and how many there are of them. @param {number} limit */
export async function fetchFilledHoles(limit) {
  const told = await get('holes', { state: 'filled', orderby: '-start', limit });
  return { holes: told.holes.map(toHole), total: told.totals.filled?.n ?? 0 };
}

export async function fetchEdges() {
  return (await get('edges')).edges.map(toEdge);
}

/** @param {string} stream @param {number} from @param {number} to */
export async function fetchSegments(stream, from, to) {
  const told = await get('segments', { stream, from, to });
  return told.segments.map((/** @type {[number, number, string, string]} */ [offset, length, kind, name]) => ({
    from: told.from_us + offset,
    to: told.from_us + offset + length,
    kind,
    name,
  }));
}

/** Names of the figures of an hour, in the order in which they come. @type {string[]} */
let columns = [];

/** @param {any[]} values */
export function toRow(values) {
  /** @type {Record<string, any>} */
  const told = Object.fromEntries(columns.map((column, i) => [column, values[i]]));
  return { stream: told.stream, hour: told.hour_us, row: told };
}

/** @param {any[]} told @param {number} from @returns {Span[]} */
export function toSpans(told, from) {
  return told.map(([offset, length, code, missing]) => {
    const begin = from + offset;
    return { from: begin, to: begin + length, state: OF_CODE[code] ?? MISSING, missing };
  });
}

/** @param {any} told @returns {Fault} */
export function toHole(told) {
  return {
    id: told.id,
    stream: told.stream,
    from: told.from_us,
    to: told.to_us,
    missing: told.missing_us || told.to_us - told.from_us,
    state: MISSING,
    firstSeen: told.first_seen_us,
    ended: told.ended_us,
    end: told.state,
    cause: told.cause,
  };
}

/** @param {any} told @returns {import('./types').Edge} */
export function toEdge(told) {
  return {
    stream: told.stream,
    newest: told.newest_us ?? undefined,
    scanned: told.scanned_us,
    recorded: told.recorded_us,
    missing: told.missing_us,
    state: told.state,
  };
}
