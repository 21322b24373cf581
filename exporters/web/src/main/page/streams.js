// One row for each stream: all of it on one strip, its live edge, how much of it is there. Choosing one shows it below.

import { byId, el, glyph, keyed, made, set, text } from './dom.js';
import { paintLane, surface } from './paint.js';
import { FILLED } from './states.js';
import { age, MINUTE, percent, SECOND } from './time.js';

/** @typedef {import('./types').Page} Page */

export class Streams {
  #root = byId('streams');

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.#root.addEventListener('click', (event) => {
      const row = /** @type {Element} */ (event.target).closest('[role=radio]');
      if (row) this.choose(/** @type {string} */ (/** @type {HTMLElement} */ (row).dataset.key));
    });
    this.#root.addEventListener('keydown', (event) => {
      const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      const ids = this.page.meta?.streams.map((stream) => stream.id) ?? [];
      const next = (ids.indexOf(this.page.view.stream) + by + ids.length) % ids.length;
      this.choose(ids[next]);
      /** @type {HTMLElement} */ (this.#root.children[next]).focus();
    });
  }

  /** @param {string} id */
  choose(id) {
    this.page.look({ stream: id, hole: undefined }, true);
  }

  render() {
    const { meta, store, view } = this.page;
    const now = this.page.now();
    const to = this.page.end();
    const from = Math.min(meta?.event.start ?? store.begin(now), to - MINUTE);
    const colours = this.page.palette();
    keyed(this.#root, meta?.streams ?? [], (stream) => stream.id, (stream, old) => {
      const row = old ?? made('stream-row');
      const chosen = stream.id === view.stream;
      set(row, 'aria-checked', chosen);
      row.tabIndex = chosen ? 0 : -1;
      text(row.children[0], this.page.name(stream.id));
      set(row.children[0], 'title', this.page.name(stream.id));
      this.#edge(row.children[2], stream.id, now);
      const edge = store.edges.get(stream.id);
      text(row.children[3], edge ? percent(edge.missing, edge.recorded) : '');
      return row;
    });
    for (const row of this.#root.children) {
      const id = /** @type {string} */ (/** @type {HTMLElement} */ (row).dataset.key);
      const on = surface(/** @type {HTMLCanvasElement} */ (row.children[1]));
      const lane = store.lane(id, now);
      // What was filled again is no news for the strip of a week.
      const plain = lane && { ...lane, spans: lane.spans.filter((span) => span.state !== FILLED) };
      paintLane(on, colours, plain, { t0: from, t1: to, y: 7, height: 11, over: 1, flag: 3.5, least: 2 });
      if (id === view.stream) this.#box(on, colours, from, to);
    }
  }

  /** @param {Element} element @param {string} id @param {number} now */
  #edge(element, id, now) {
    const edge = this.page.store.edges.get(id);
    const ago = edge?.newest === undefined ? 0 : Math.max(0, now - edge.newest);
    const state = !edge || !this.page.fresh() ? 'unknown' : edge.state;
    element.className = state === 'stalled' ? 'e bad' : 'e';
    const long = ago < MINUTE ? `${Math.floor(ago / SECOND)} s` : age(ago);
    const words = { unknown: 'edge unknown', idle: 'not recording', live: `live, ${long}`, stalled: 'stalled' }[state];
    if (element.textContent === words + (state === 'stalled' ? ` ${long}` : '')) return;
    const mark = state === 'live' ? [el('i')] : state === 'stalled' ? [glyph('stall')] : [];
    const rest = state === 'stalled' ? [el('span.hide-m', {}, ` ${long}`)] : [];
    element.replaceChildren(...mark, el('span', {}, words, ...rest));
  }

  /** Where the window is. @param {import('./paint.js').Surface} on @param {Record<string, string>} colours @param {number} from @param {number} to */
  #box({ g, width, height, scale }, colours, from, to) {
    const window = this.page.window();
    const x = ((window.from - from) / (to - from)) * width;
    const w = Math.max(7 * scale, ((window.to - window.from) / (to - from)) * width + 2 * scale);
    if (x > width || x + w < 0) return;
    g.strokeStyle = colours.sel;
    g.lineWidth = 1.5 * scale;
    g.strokeRect(Math.min(Math.max(x - scale, scale), width - 7 * scale), 4 * scale, Math.min(w, width - 2 * scale), height - 5 * scale);
  }
}
