// An agent for tests: speaks the interface of openapi.yaml about a recording that is made up, at a moment that does not pass.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';

export const HOUR = 3_600_000_000;
export const NOW = Date.UTC(2026, 10, 21, 19, 43, 12) * 1000;
export const START = Date.UTC(2026, 10, 14, 18, 0, 0) * 1000;
/** The page as the build has pressed it. */
const PAGE = process.env.PAGE ?? fileURLToPath(new URL('../../../target/classes/io/segwatch/exporter/web/page/', import.meta.url));
// As the agent sends it.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** Microseconds of a time on a day of November. */
export const at = (day, hour, minute, second) => Date.UTC(2026, 10, day, hour, minute, 0) * 1000 + Math.round(second * 1e6);

/** Chance that comes out the same each time. */
export function chance(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A stream with nothing wrong but what was filled again. */
export function stream(id, seed, filled = 70) {
  const random = chance(seed);
  const spans = [];
  for (let i = 0; i < filled; i++)
    spans.push([Math.floor((random() * (NOW - START - 4 * HOUR)) / 1e6) * 1e6 + START, 2e6 * (1 + Math.floor(random() * random() * 20)), 5]);
  for (let i = 0; i < 3 && filled; i++)
    spans.push([Math.floor(random() * (NOW - START - 9 * HOUR)) + START, Math.floor((4 + random() * 34) * 60e6), 5]);
  return { id, spans, holes: [], newest: NOW - 3e6, state: 'live' };
}

let count = 0;

/** Makes a confirmed hole. */
export function missing(of, from, length, more = {}) {
  const hole = {
    id: `h_${of.id.replace(/\W/g, '')}${++count}`,
    stream: of.id,
    channel: of.id.split('/')[0],
    quality: of.id.split('/')[1],
    node: 'alder',
    state: 'open',
    from_us: from,
    to_us: from + length,
    missing_us: length,
    remaining_us: [[from, from + length]],
    revision: 1,
    first_seen_us: from + 55e6,
    confirmed_us: from + 355e6,
    cause: 'missing',
    ...more,
  };
  of.holes.push(hole);
  of.spans.push([from, length, 8, hole.id]);
  return hole;
}

/** What the design shows, as one node has it. */
export function longhaul() {
  const source = stream('longhaul/source', 77);
  const low = stream('longhaul/480p', 78);
  missing(source, at(18, 17, 32, 8.4), 8e6);
  missing(low, at(18, 17, 32, 8.2), 8.2e6);
  missing(source, at(16, 3, 11, 46), 2e6);
  source.spans.push([at(20, 22, 5, 31.6), 3.4e6, 1], [at(17, 9, 48, 12), 2e6, 1], [at(19, 14, 20, 2), 2e6, 1], [at(21, 19, 40, 36), 4e6, 3]);
  low.spans.push([at(20, 22, 5, 31.6), 3.4e6, 1]);
  low.newest = at(21, 19, 39, 58);
  low.state = 'stalled';
  source.filled = 231;
  return [source, low];
}

export function clear() {
  return [{ ...stream('longhaul/source', 77), filled: 231 }, stream('longhaul/480p', 78)];
}

/** So many short holes and partial stretches in a stream. */
export function crowded(id, spans, seed) {
  const made = stream(id, seed, 0);
  const step = Math.floor((NOW - START) / spans);
  for (let i = 0; i < spans; i++) made.spans.push([START + i * step + 10e6, 2e6, i % 3 ? 5 : i % 2 ? 1 : 8]);
  return made;
}

const COLUMNS = 'hour_us stream node state full full_us suspect suspect_us partial partial_us temp bad covered_us editable_us holes missing_us editable_holes editable_missing_us overlaps overlap_us partial_only_us'.split(' ');

export class Fake {
  requests = [];
  /** Bytes of all bodies sent. */
  bytes = 0;
  clients = new Set();
  lastEventIds = [];
  boot = 'b1';
  rev = 100;
  sequence = 40;
  /** Silent: takes connections, and says nothing of what happens. */
  silent = false;
  /** Status of every answer below /api, if there is to be an error. */
  failing = 0;
  event = { name: 'Long Haul 20', start_us: START };
  now = NOW;

  constructor(streams, folder = PAGE) {
    this.streams = streams;
    this.folder = folder;
    this.server = createServer((request, answer) => this.#answer(request, answer).catch((error) => answer.destroy(error)));
  }

  async listen() {
    await new Promise((done) => this.server.listen(0, '127.0.0.1', done));
    return (this.address = `http://127.0.0.1:${this.server.address().port}/`);
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** Breaks every connection and takes no other. */
  async down() {
    const { port } = this.server.address();
    await this.close();
    this.clients.clear();
    return async () => new Promise((done) => this.server.listen(port, '127.0.0.1', done));
  }

  send(type, data, id) {
    const told = id ?? `e1.${this.sequence}.${this.rev}`;
    for (const client of this.clients) client.write(`event: ${type}\nid: ${told}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** A hole as it is now, and the hour of the map that shows it. */
  tell(op, hole) {
    this.sequence++;
    this.rev++;
    this.send('hole', { op, hole });
    this.tellHour(hole.stream, Math.floor(hole.from_us / HOUR) * HOUR);
  }

  tellHour(id, hour) {
    const of = this.streams.find((one) => one.id === id);
    const spans = this.#spans(of, hour, hour + HOUR);
    this.send('hour', { stream: id, node: 'alder', hour_us: hour, rev: ++this.rev, row: this.#row(of, hour), exact: true, bin_us: 0, spans });
  }

  tick() {
    this.send('tick', { now_us: this.now, rev: this.rev });
  }

  async #answer(request, answer) {
    const url = new URL(request.url, this.address);
    this.requests.push(url.pathname + url.search);
    const path = url.pathname;
    if (path.startsWith('/api/') && this.failing) return this.#problem(answer, this.failing, 'made to fail by the test');
    if (path === '/api/v1/events') return this.#events(request, answer);
    if (path.startsWith('/api/v1/')) {
      const made = this.#api(path.slice(8), url.searchParams);
      return made ? this.#send(answer, 'application/json', JSON.stringify(made)) : this.#problem(answer, 404, 'no such thing');
    }
    if (path === '/table') return this.#send(answer, 'text/html', '<!doctype html><html lang="en"><title>Table</title><h1>Table</h1></html>');
    const file = (await this.#files()).get(path);
    if (!file) return this.#problem(answer, 404, 'no such page');
    return this.#sendZipped(answer, file.type, await readFile(this.folder + file.name));
  }

  /** What there is of the page, by address. */
  async #files() {
    const manifest = await readFile(`${this.folder}manifest`, 'utf8');
    const lines = manifest.trim().split('\n').map((line) => line.split(' '));
    return new Map(lines.map(([path, name, type]) => [path, { name, type }]));
  }

  #send(answer, type, body) {
    this.#sendZipped(answer, `${type};charset=utf-8`, gzipSync(body, { level: 9 }));
  }

  #sendZipped(answer, type, zipped) {
    this.bytes += zipped.length;
    answer.writeHead(200, {
      'Content-Type': type,
      'Content-Encoding': 'gzip',
      'Content-Length': zipped.length,
      'Content-Security-Policy': POLICY,
      'Cache-Control': 'no-cache',
    });
    answer.end(zipped);
  }

  #problem(answer, status, detail) {
    answer.writeHead(status, { 'Content-Type': 'application/problem+json' });
    answer.end(JSON.stringify({ title: 'Error', status, detail }));
  }

  #events(request, answer) {
    answer.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    answer.write('retry: 3000\n\n');
    this.lastEventIds.push(request.headers['last-event-id'] ?? '');
    if (this.silent) return;
    this.clients.add(answer);
    request.on('close', () => this.clients.delete(answer));
    this.send('hello', { boot: this.boot, rev: this.rev, now_us: this.now });
    this.onConnect?.();
  }

  #common() {
    return { boot: this.boot, rev: this.rev, tolerance_us: 10_000, complete: true };
  }

  #api(path, query) {
    const named = query.getAll('stream');
    const streams = this.streams.filter((one) => named.length === 0 || named.includes(one.id));
    const from = Number(query.get('from') ?? START);
    const to = Number(query.get('to') ?? Math.ceil(this.now / HOUR) * HOUR);
    switch (path) {
      case 'meta':
        return {
          ...this.#common(),
          now_us: this.now,
          version: '0.1.0',
          event: this.event,
          nodes: [{ name: 'alder', self: true, state: 'ok', last_report_us: this.now }],
          streams: this.streams.map(({ id }) => ({ id, channel: id.split('/')[0], quality: id.split('/')[1] })),
          limits: { spans: 1000, most_spans: 4000, range_us: 31 * 24 * HOUR, segments_range_us: HOUR / 4, stall_us: 300e6, overdue_us: HOUR },
        };
      case 'map':
        return {
          ...this.#common(),
          from_us: from,
          to_us: to,
          lanes: streams.map((one) => ({
            stream: one.id,
            node: 'alder',
            complete: true,
            expected_us: one.newest === undefined ? [] : [[START, one.newest]],
            edge_us: one.newest ?? null,
            unknown_from_us: one.unknownFrom ?? null,
            exact: one.exact ?? true,
            bin_us: 0,
            missing_us: this.#missing(one),
            unconfirmed_us: 0,
            partial_us: 0,
            spans: this.#spans(one, from, to),
          })),
        };
      case 'hours': {
        const rows = [];
        for (let hour = START; hour < to; hour += HOUR) for (const one of streams) if (one.newest !== undefined) rows.push(this.#row(one, hour));
        return { ...this.#common(), from_us: from, to_us: to, cols: COLUMNS, rows };
      }
      case 'holes':
        return this.#holes(streams, query);
      case 'edges':
        return { ...this.#common(), now_us: this.now, edges: streams.map((one) => this.edge(one)) };
      case 'segments': {
        const segments = [];
        for (let t = Math.floor(from / 2e6) * 2e6; t < to; t += 2e6) segments.push([t - from, 2e6, 'full', `43:${(t / 1e6) % 60}-2.0-full-x.ts`]);
        return { ...this.#common(), stream: streams[0].id, node: 'alder', from_us: from, to_us: to, segments };
      }
      default:
        return undefined;
    }
  }

  edge(one) {
    const none = one.newest === undefined;
    return {
      stream: one.id,
      node: 'alder',
      state: none ? 'idle' : one.state,
      newest_us: one.newest ?? null,
      first_us: none ? null : START,
      recorded_us: none ? 0 : one.newest - START,
      missing_us: this.#missing(one),
      holes: one.holes.length,
      unconfirmed: 0,
      partial_us: 0,
      scanned_us: this.now,
    };
  }

  #missing(one) {
    return one.spans.filter(([, , code]) => code === 8 || code === 3).reduce((sum, [, length]) => sum + length, 0);
  }

  #spans(one, from, to) {
    return one.spans
      .filter(([t, length]) => t < to && t + length > from)
      .map(([t, length, code, id]) => {
        const begin = Math.max(t, from);
        const end = Math.min(t + length, to);
        return [begin - from, end - begin, code, end - begin, ...(id ? [id] : [])];
      })
      .sort((a, b) => a[0] - b[0]);
  }

  #row(one, hour) {
    const gone = this.#spans(one, hour, hour + HOUR).filter(([, , code]) => code === 8).reduce((sum, [, length]) => sum + length, 0);
    const length = Math.max(0, Math.min(HOUR, one.newest - hour));
    const full = Math.round((length - gone) / 2e6);
    return [hour, one.id, 'alder', 0, full, full * 2e6, 2, 4e6, 1, 2e6, 0, 0, length - gone, Math.max(0, length - gone - 4e6), gone ? 1 : 0, gone, 1, gone, 4, 8e6, 0];
  }

  #holes(streams, query) {
    const states = (query.get('state') ?? 'open').split(',');
    const limit = Number(query.get('limit') ?? 200);
    if (states.includes('filled')) {
      const filled = streams.flatMap((one) => one.filledHoles ?? []);
      const total = streams.reduce((sum, one) => sum + (one.filled ?? 0), 0) + filled.length;
      const last = { ...template, stream: streams[0]?.id ?? 'a/b', id: 'h_last', from_us: at(21, 19, 2, 0), to_us: at(21, 19, 2, 4), ended_us: at(21, 19, 31, 20), state: 'filled' };
      return { ...this.#common(), holes: total ? [...filled, last].slice(0, limit) : [], totals: { filled: { n: total, us: total * 2e6 } } };
    }
    const open = streams.flatMap((one) => one.holes).sort((a, b) => b.missing_us - a.missing_us);
    const begin = Number(query.get('cursor') ?? 0);
    const page = open.slice(begin, begin + limit);
    const us = open.reduce((sum, hole) => sum + hole.missing_us, 0);
    const next = begin + limit < open.length ? { next: String(begin + limit) } : {};
    return { ...this.#common(), holes: page, totals: { open: { n: open.length, us } }, ...next };
  }
}

const template = {
  channel: 'longhaul',
  quality: 'source',
  node: 'alder',
  missing_us: 0,
  remaining_us: [],
  revision: 2,
  first_seen_us: at(21, 19, 3, 0),
};

// By hand: node fake.mjs [PORT]
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fake = new Fake(longhaul());
  console.log(await fake.listen());
  setInterval(() => fake.tick(), 5000);
}
