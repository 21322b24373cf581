// Puts the page together: what is looked at, what is known, and who has to be told when either changes.

import { fetchEdges, fetchHours, fetchMap, fetchMeta, fetchOpenHoles, toEdge, toHole, toRow, toSpans } from './api.js';
import { byId, el, keyed, made, set, show, text } from './dom.js';
import { Detail } from './detail.js';
import { Holes } from './holes.js';
import { listen } from './keys.js';
import { Live } from './live.js';
import { HourMap } from './map.js';
import { palette } from './paint.js';
import { neighbour, nextInTime, SECTIONS, sections, sum } from './sort.js';
import { MISSING } from './states.js';
import { Store } from './store.js';
import { Streams } from './streams.js';
import { age, duration, HOUR, MINUTE, SECOND, Zone, ZONES } from './time.js';
import { format, parse } from './url.js';
import { verdict } from './verdict.js';

/** @typedef {import('./types').View} View */
/** @typedef {import('./types').Fault} Fault */

/** Milliseconds of silence after which nothing is claimed of now, and after which that is said loudly. */
const QUIET = 15_000;
const SILENT = 60_000;

const store = new Store();
/** The agent's clock less this browser's, in microseconds. */
let skew = 0;
/** @type {Record<string, string> | undefined} */
let colours;
/** Why the last request failed. */
let failure = '';
let boot = '';
/** News that came while everything was fetched; undefined when nothing is. @type {[string, any][] | undefined} */
let waiting = [];

const dark = matchMedia('(prefers-color-scheme: dark)');

/** What an address that says nothing asks for. @type {View} */
const EVERYTHING = { stream: '', zone: 'utc', hidden: new Set() };

/** @type {import('./types').Page} */
const page = {
  store,
  view: { ...EVERYTHING, ...parse(location.search) },
  zone: new Zone('utc', 0),
  known: new Set(JSON.parse(localStorage.getItem('segwatch.known') ?? '[]')),
  now: () => Date.now() * 1000 + skew,
  end: () => store.end(page.now()),
  window() {
    const { time = page.end(), width } = page.view;
    if (width !== undefined) return { from: time - Math.floor(width / 2), to: time + Math.ceil(width / 2) };
    const from = page.zone.hour(time);
    return { from, to: from + HOUR };
  },
  palette: () => (colours ??= palette()),
  fresh: () => Date.now() - live.heard <= QUIET,
  name(id) {
    const stream = page.meta?.streams.find((one) => one.id === id);
    const channels = new Set(page.meta?.streams.map((one) => one.channel));
    return stream && channels.size === 1 ? stream.quality : id;
  },
  look(change, push = false) {
    Object.assign(page.view, change);
    if ('zone' in change) page.zone = new Zone(page.view.zone, page.zone.start);
    remember(push);
    draw('stream' in change || 'zone' in change || 'hidden' in change ? 'all' : 'view');
  },
  select(fault) {
    if (!fault) return;
    page.look({ stream: fault.stream, time: fault.from, width: undefined, hole: fault.id }, true);
    holes.show();
    page.say(`${page.name(fault.stream)}, ${page.zone.day(fault.from)} ${page.zone.clock(fault.from, true)}`);
  },
  listed: () =>
    sections(store.faults().filter(visible), page.view.filter)
      .flatMap((section) => section.faults),
  current: () => {
    const id = page.view.hole;
    return id === undefined ? undefined : (store.faults().find((fault) => fault.id === id) ?? holes.past(id));
  },
  say,
  fail(error) {
    failure = error instanceof Error ? error.message : String(error);
    state();
  },
};
page.zone = new Zone(page.view.zone, 0);

const visible = (/** @type {Fault} */ fault) => !page.known.has(fault.id) && !page.view.hidden.has(fault.stream);

const map = new HourMap(page);
const streams = new Streams(page);
const detail = new Detail(page);
const holes = new Holes(page);
const live = new Live('api/v1/events', (type, data) => (waiting ? waiting.push([type, data]) : hear(type, data)));

// ---- What is fetched, and what is heard ----

async function load() {
  waiting ??= [];
  try {
    const meta = await fetchMeta();
    page.meta = meta;
    boot = meta.boot;
    skew = meta.now - Date.now() * 1000;
    const [lanes, hours, open, edges] = await Promise.all([fetchMap(), fetchHours(), fetchOpenHoles(), fetchEdges(), holes.load()]);
    store.setMap(lanes);
    store.setHours(hours);
    store.setHoles(open);
    store.setEdges(edges);
    page.zone = new Zone(page.view.zone, meta.event.start ?? store.begin(meta.now));
    if (!meta.streams.some((stream) => stream.id === page.view.stream)) page.view.stream = meta.streams[0]?.id ?? '';
    failure = '';
    live.heard = Date.now();
  } catch (error) {
    page.fail(error);
    setTimeout(load, 5000);
    return;
  }
  const missed = waiting;
  waiting = undefined;
  for (const [type, data] of missed) hear(type, data);
  draw('all');
  document.documentElement.classList.remove('loading');
}

/** @param {string} type @param {any} data */
function hear(type, data) {
  failure = '';
  if (data.now_us !== undefined) skew = data.now_us - Date.now() * 1000;
  if (type === 'resync' || (type === 'hello' && data.boot !== boot)) {
    load();
    return;
  }
  if (type === 'hour') {
    const { stream, hour, row } = toRow(data.row);
    const news = { stream, hour, row, revision: data.rev, spans: toSpans(data.spans, hour) };
    if (store.setHour(news)) draw(stream === page.view.stream ? hour : 'lists');
  } else if (type === 'hole') {
    const hole = toHole(data.hole);
    const lost = store.setHole(hole);
    if (data.op === 'fill') holes.filled(hole);
    if (lost) alarm(hole);
    draw(hole.stream === page.view.stream ? page.zone.hour(hole.from) : 'lists');
  } else if (type === 'edge') {
    store.setEdges(data.edges.map(toEdge));
    draw(page.now());
  }
}

// ---- What is drawn, once for each frame ----

/** @type {Set<'all' | 'view' | 'lists' | number>} numbers are moments whose row of the map has changed */
const dirty = new Set();

/** @param {'all' | 'view' | 'lists' | number} what */
function draw(what) {
  if (dirty.size === 0) requestAnimationFrame(paint);
  dirty.add(what);
}

function paint() {
  const all = dirty.has('all');
  const times = [...dirty].filter((one) => typeof one === 'number');
  dirty.clear();
  if (all) map.render();
  else if (times.length) {
    map.news();
    map.render(new Set(times.map((time) => page.zone.row(time))));
  } else map.mark();
  streams.render();
  detail.render();
  holes.render();
  head();
  state();
  height();
}

/** The list is as tall as what is left of it. */
function height() {
  const list = byId('holes');
  const wide = matchMedia('(min-width: 1181px)').matches;
  const left = byId('left').offsetHeight;
  list.style.height = wide ? `${Math.max(left, innerHeight - list.getBoundingClientRect().top - scrollY - 11)}px` : '';
}

function head() {
  const { meta, view, zone } = page;
  if (!meta) return;
  const faults = store.faults().filter((fault) => !view.hidden.has(fault.stream));
  const edges = [...store.edges.values()];
  const told = verdict({
    faults,
    known: page.known,
    unread: edges.filter((edge) => edge.state === 'unknown').length,
    recorded: Math.max(0, ...edges.map((edge) => edge.recorded)),
    streams: edges.length,
    name: (fault) => page.name(fault.stream),
    now: page.now(),
  });
  byId('verdict').replaceChildren(...told.lead.map((part) => (part.tone ? el(`em.${part.tone}`, {}, part.text) : part.text)));
  show('verdict-rest', told.rest || `Watching ${meta.streams.map((stream) => stream.id).join(', ') || 'for a channel'}.`);
  document.title = `${told.title} · Segwatch${meta.event.name ? ` · ${meta.event.name}` : ''}`;
  show('event', meta.event.name || [...new Set(meta.streams.map((stream) => stream.channel))].join(', '));
  show('node', meta.node);
  show('map-title', `Every hour of ${page.name(view.stream) || '…'}`);
  const lane = store.lanes.get(view.stream);
  byId('approximate').hidden = lane?.exact !== false;
  show('map-sub', `as this node has it: ${meta.node}`);
  tiles(faults, edges.length);
  for (const button of document.querySelectorAll('[data-zone]')) {
    set(button, 'aria-pressed', /** @type {HTMLElement} */ (button).dataset.zone === zone.name);
  }
}

/** @param {Fault[]} faults @param {number} edges */
function tiles(faults, edges) {
  const groups = sections(faults.filter((fault) => !page.known.has(fault.id)));
  keyed(byId('tiles'), SECTIONS, (section) => section.filter, (section, old) => {
    const tile = old ?? made('tile');
    const name = tile.children[0];
    name.children[0].className = `gl ${section.glyph}`;
    text(name.children[1], section.tile);
    const { n, us } = sum(groups.find((group) => group.filter === section.filter)?.faults ?? []);
    const value = tile.children[1];
    text(value.children[0], String(n));
    text(value.children[1], section.filter === 'stalled' ? `of ${edges} ${edges === 1 ? 'edge' : 'edges'}` : duration(us));
    tile.classList.toggle('z', n === 0);
    set(tile, 'aria-pressed', page.view.filter === section.filter);
    return tile;
  });
}

/** Clock, connection, and what is to be said when there is none. */
function state() {
  const { meta, zone } = page;
  const now = page.now();
  const silence = Date.now() - live.heard;
  const bus = meta?.event.start === undefined ? undefined : new Zone('bus', meta.event.start).clock(now);
  const [before, clock, after] =
    zone.name === 'bus' ? ['bus ', zone.clock(now), ''] : [`${zone.day(now)} `, zone.clock(now), ` ${zone.label}${bus ? ` · bus ${bus}` : ''}`];
  const shown = byId('clock');
  if (meta) {
    text(shown.children[0], before);
    text(shown.children[1], clock);
    text(shown.children[2], after);
  }
  const quiet = silence > QUIET;
  byId('live').classList.toggle('stale', quiet || !meta);
  show('live-text', !meta ? 'Connecting' : quiet ? `No news for ${said(silence)}` : 'Live');
  const loud = silence > SILENT && meta;
  const banner = byId('banner');
  banner.hidden = !loud && !failure;
  if (loud) {
    show('banner-lead', `No word from ${meta.node} since ${zone.clock(now - silence * 1000)}.`);
    const wait = live.again === undefined ? 0 : Math.max(0, Math.ceil((live.again - Date.now()) / 1000));
    show('banner-rest', ` What you see is from then; trying again${wait ? ` in ${wait} s` : ' now'}.`);
  } else if (failure) {
    show('banner-lead', `${failure}.`);
    show('banner-rest', ' What you see may be old.');
  }
  const off = Math.abs(skew) / SECOND;
  show('skew', off > 5 ? `The clock of this browser is ${duration(Math.abs(skew))} ${skew > 0 ? 'behind' : 'ahead of'} the agent's; ages go by the agent's.` : '');
}

const said = (/** @type {number} */ ms) => (ms < 60_000 ? `${Math.floor(ms / 1000)} s` : age(ms * 1000));

// ---- What is said to those who hear the page ----

let saidAt = 0;
/** @type {number | undefined} */
let saying;

/** At most once in two seconds; the newest counts. @param {string} message */
function say(message) {
  clearTimeout(saying);
  saying = setTimeout(() => {
    saidAt = Date.now();
    byId('say').textContent = message;
  }, Math.max(0, saidAt + 2000 - Date.now()));
}

/** @param {Fault} hole */
function alarm(hole) {
  byId('alarm').textContent = `New: ${duration(hole.missing)} of ${page.name(hole.stream)} missing here, at ${page.zone.clock(hole.from, true)}`;
}

// ---- What people do ----

/** Keeps the view in the address. @param {boolean} push */
function remember(push) {
  const address = format(page.view) + location.hash;
  if (address === location.search + location.hash) return;
  if (push) history.pushState(null, '', address);
  else {
    // Browsers refuse more than some hundred in half a minute, as a drag makes.
    clearTimeout(remembering);
    remembering = setTimeout(() => history.replaceState(null, '', format(page.view) + location.hash), 150);
  }
}
/** @type {number | undefined} */
let remembering;

function theme() {
  const kept = page.view.theme ?? localStorage.getItem('segwatch.theme');
  const name = kept === 'light' || kept === 'dark' ? kept : dark.matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = name;
  set(byId('theme'), 'aria-label', `Switch to ${name === 'dark' ? 'light' : 'dark'} theme`);
  colours = undefined;
  draw('all');
}

function switchTheme() {
  const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  localStorage.setItem('segwatch.theme', next);
  if (page.view.theme) page.look({ theme: next });
  theme();
}

function switchKnown() {
  const hole = page.current();
  if (hole?.state !== MISSING || hole.stalled || hole.ended !== undefined) return;
  if (!page.known.delete(hole.id)) page.known.add(hole.id);
  localStorage.setItem('segwatch.known', JSON.stringify([...page.known]));
  page.say(page.known.has(hole.id) ? 'Marked as known' : 'Not known any more');
  draw('view');
}

async function copyLink() {
  const link = location.origin + location.pathname + format({ ...page.view, time: page.view.time ?? Math.round(page.end()) });
  try {
    await navigator.clipboard.writeText(link);
  } catch {
    // Only pages by https may write to the clipboard: the old way, then.
    const field = /** @type {HTMLTextAreaElement} */ (el('textarea.vh', { 'aria-hidden': 'true' }, link));
    document.body.append(field);
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    field.select();
    document.execCommand('copy');
    field.remove();
    focused?.focus();
  }
  show('copy', 'Copied');
  page.say('Link copied');
  setTimeout(() => show('copy', 'Copy link'), 1500);
}

const help = /** @type {HTMLDialogElement} */ (byId('help'));
const clear = () => (help.open ? help.close() : page.look({ hole: undefined, filter: undefined }));

/** @param {number} step */
const go = (step) => page.select(neighbour(page.listed(), page.view.hole, step));
/** @param {number} step */
const goInTime = (step) => page.select(nextInTime(page.listed(), page.current()?.from ?? page.window().from, step));

/** @type {Record<string, () => void>} */
const letters = {
  '+': () => detail.zoom(0.5),
  '=': () => detail.zoom(0.5),
  '-': () => detail.zoom(2),
  0: () => detail.whole(),
  f: () => detail.fit(),
  n: () => go(1),
  p: () => go(-1),
  '.': () => goInTime(1),
  ',': () => goInTime(-1),
  u: () => page.look({ zone: ZONES[(ZONES.indexOf(page.view.zone) + 1) % ZONES.length] }),
  d: switchTheme,
  t: () => location.assign('table'),
  k: switchKnown,
  c: copyLink,
  '?': () => help.showModal(),
  '<': () => detail.step(-1),
  '>': () => detail.step(1),
  Escape: clear,
};
for (let i = 1; i <= 9; i++) {
  letters[i] = () => {
    const stream = page.meta?.streams[i - 1];
    if (stream) streams.choose(stream.id);
  };
}
listen(letters, map, detail);

// Each button does what a key does.
for (const button of document.querySelectorAll('[data-act]')) {
  button.addEventListener('click', () => letters[/** @type {HTMLElement} */ (button).dataset.act ?? '']());
}
for (const button of document.querySelectorAll('[data-zone]')) {
  button.addEventListener('click', () => page.look({ zone: /** @type {any} */ (button).dataset.zone }));
}
byId('tiles').addEventListener('click', (event) => {
  const tile = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('.tile'));
  if (tile) page.look({ filter: page.view.filter === tile.dataset.key ? undefined : tile.dataset.key });
});
addEventListener('popstate', () => {
  page.view = { ...EVERYTHING, stream: page.view.stream, ...parse(location.search) };
  page.zone = new Zone(page.view.zone, page.zone.start);
  theme();
});
dark.addEventListener('change', theme);
new ResizeObserver(() => draw('all')).observe(document.documentElement);
// More or fewer pixels for each point, as when a window moves to another screen.
const watchScale = () =>
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => (draw('all'), watchScale()), { once: true });
watchScale();
// Clock and ages go on by themselves.
setInterval(() => {
  if (document.hidden) return;
  live.check();
  state();
  streams.render();
}, 1000);
setInterval(() => document.hidden || draw(page.now()), MINUTE / 1000);

theme();
load();
live.start();
