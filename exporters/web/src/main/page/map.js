// Every hour of a stream: a row for each day, on one scale, so that what happens every day at the same time lines up.

import { byId, el, keyed, made, set, text } from './dom.js';
import { paintLane, surface } from './paint.js';
import { FULL, MISSING, PARTIAL, UNCONFIRMED, UNKNOWN, WORDS } from './states.js';
import { hideTip, showTip } from './tip.js';
import { DAY, duration, HOUR, MINUTE } from './time.js';

/** @typedef {import('./types').Page} Page */
/** @typedef {import('./types').Span} Span */

/** Rows, a month and one for a begin within a day. */
const MOST_ROWS = 32;

export class HourMap {
  #root = byId('map');
  #rows = 0;
  #first = 0;
  /** @type {Map<number, Span[]>} */
  #spans = new Map();
  /** Where a drag began. @type {{row: number, time: number, x: number} | undefined} */
  #drag;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.#root.addEventListener('click', (event) => {
      const time = timeOf(event.target);
      if (time !== undefined && !this.#dragged) this.open(time);
    });
    this.#root.addEventListener('pointermove', (event) => this.#point(event));
    this.#root.addEventListener('pointerleave', () => hideTip());
    this.#root.addEventListener('pointerdown', (event) => this.#grab(event));
    this.#root.addEventListener('pointerup', (event) => this.#drop(event));
    this.#root.addEventListener('pointercancel', () => this.#release());
  }

  #dragged = false;

  /** Shows an hour below. @param {number} time */
  open(time) {
    this.page.look({ time, width: undefined, hole: undefined }, true);
  }

  /** Begin of the hour that is shown below. */
  get selected() {
    const { from, to } = this.page.window();
    return this.page.zone.hour((from + to) / 2);
  }

  focus() {
    this.#cell(this.selected)?.focus();
  }

  get focused() {
    return timeOf(document.activeElement) !== undefined;
  }

  /** Moves the selection, within what was recorded. @param {number} by */
  move(by) {
    const { zone } = this.page;
    const time = Math.min(zone.hour(this.page.end()), Math.max(this.#first, this.selected + by));
    const focused = this.focused;
    this.page.look({ time, width: undefined, hole: undefined });
    if (focused) this.#cell(time)?.focus();
  }

  get first() {
    return Math.max(this.page.store.begin(this.page.now()), this.#first);
  }

  /** Rows, labels and all lanes; or, of the lanes, those of some rows only. @param {Set<number>} [rows] */
  render(rows) {
    const { store, view, zone } = this.page;
    const now = this.page.now();
    const last = zone.row(this.page.end());
    this.#first = Math.max(zone.row(Math.min(now, this.page.meta?.event.start ?? store.begin(now))), last - (MOST_ROWS - 1) * DAY);
    this.#rows = Math.round((last - this.#first) / DAY) + 1;
    const begins = Array.from({ length: this.#rows }, (_, i) => this.#first + i * DAY);
    this.#axis();
    if (!rows) this.#index();
    keyed(byId('days'), begins, String, (begin, row) => this.#row(begin, row));
    this.mark();
    const colours = this.page.palette();
    const lane = store.lane(view.stream, now);
    for (const row of byId('days').children) {
      const begin = Number(/** @type {HTMLElement} */ (row).dataset.key);
      if (rows && !rows.has(begin)) continue;
      const canvas = /** @type {HTMLCanvasElement} */ (row.querySelector('canvas'));
      this.#paint(canvas, colours, lane, begin, now);
    }
  }

  /** Takes the spans of an hour anew. */
  news() {
    this.#index();
  }

  /** Which cell is selected, and takes the focus when one comes by Tab. */
  mark() {
    const selected = this.selected;
    for (const cell of this.#root.querySelectorAll('[role=gridcell]')) {
      const is = timeOf(cell) === selected;
      set(cell, 'aria-selected', is);
      /** @type {HTMLElement} */ (cell).tabIndex = is ? 0 : -1;
    }
    if (!this.#root.querySelector('[tabindex="0"]')) {
      const cell = /** @type {HTMLElement | null} */ (this.#root.querySelector('[role=gridcell]'));
      if (cell) cell.tabIndex = 0;
    }
  }

  /** Spans that are not full, by the hour that they touch. */
  #index() {
    this.#spans = new Map();
    const lane = this.page.store.lane(this.page.view.stream, this.page.now());
    for (const span of lane?.spans ?? []) {
      if (span.state <= FULL) continue;
      const { zone } = this.page;
      for (let hour = zone.hour(span.from); hour < span.to; hour += HOUR) {
        const there = this.#spans.get(hour);
        if (there) there.push(span);
        else this.#spans.set(hour, [span]);
      }
    }
  }

  #axis() {
    const bus = this.page.zone.name === 'bus';
    const labels = [0, 3, 6, 9, 12, 15, 18, 21, 24];
    keyed(byId('axis'), labels, String, (hour, old) => {
      const label = old ?? el(hour % 6 ? 'i.odd' : 'i');
      label.style.left = `${(hour / 24) * 100}%`;
      text(label, (bus ? '+' : '') + String(hour).padStart(2, '0'));
      return label;
    });
  }

  /** @param {number} begin @param {HTMLElement | undefined} row */
  #row(begin, row) {
    const { zone } = this.page;
    const shown = row ?? this.#newRow(begin);
    const [head, , tally] = shown.children;
    const number = Math.round((begin - this.#first) / DAY) + 1;
    const shift = zone.shift(begin);
    text(head.children[0], zone.name === 'bus' ? `Day ${number}` : zone.day(begin, false));
    const month = zone.month(begin + DAY / 2);
    text(head.children[1].children[0], zone.name === 'bus' ? `${(number - 1) * 24} h` : month);
    text(head.children[1].children[1], zone.name === 'bus' ? '' : ` · day ${number}`);
    text(head.children[1].children[2], shift ? ` ${shift > 0 ? '+' : '−'}${Math.abs(shift)} h` : '');
    const cells = shown.querySelectorAll('[role=gridcell]');
    cells.forEach((cell, i) => set(cell, 'aria-label', this.#label(begin + i * HOUR)));
    const { missing, others } = this.#tally(begin);
    text(tally.children[0].children[0], missing ? String(missing) : '');
    text(tally.children[0].children[1], missing ? ' missing' : '');
    text(tally.children[1].children[0], others ? String(others) : '');
    text(tally.children[1].children[1], others ? ' other' : '');
    return shown;
  }

  /** @param {number} begin */
  #newRow(begin) {
    const row = made('day-row');
    for (let i = 0; i < 24; i++) {
      const cell = el('button', { role: 'gridcell', type: 'button', tabindex: -1, 'data-t': begin + i * HOUR });
      row.querySelector('.hrs')?.append(cell);
    }
    return row;
  }

  /** What an hour is called by those who hear the page. @param {number} hour */
  #label(hour) {
    const { zone, store, view } = this.page;
    const at = zone.name === 'bus' ? `Bus ${zone.minutes(hour)}` : `${zone.day(hour)} ${zone.minutes(hour)} ${zone.label}`;
    const spans = this.#spans.get(hour) ?? [];
    const parts = [MISSING, UNCONFIRMED, PARTIAL, UNKNOWN].flatMap((state) => {
      const of = spans.filter((span) => span.state === state);
      const us = of.reduce((sum, span) => sum + Math.min(span.missing, span.to - hour, hour + HOUR - span.from, HOUR), 0);
      return of.length ? [`${of.length > 1 ? `${of.length} stretches, ` : ''}${duration(us)} ${WORDS[state]}`] : [];
    });
    if (parts.length === 0) parts.push(store.cover(view.stream, hour, hour + HOUR).expected > 0 ? 'complete' : 'not recorded');
    return `${at}, ${parts.join(', ')}`;
  }

  /** How many faults of the stream a row touches. @param {number} begin */
  #tally(begin) {
    const { store, view } = this.page;
    const of = store.faults().filter((fault) => fault.stream === view.stream && !fault.stalled);
    const here = of.filter((fault) => fault.from < begin + DAY && fault.to > begin);
    const missing = here.filter((fault) => fault.state === MISSING).length;
    return { missing, others: here.length - missing };
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Record<string, string>} colours
   * @param {import('./types').Lane | undefined} lane
   * @param {number} begin
   * @param {number} now
   */
  #paint(canvas, colours, lane, begin, now) {
    const on = surface(canvas);
    const { g, width, height, scale } = on;
    g.fillStyle = colours.line;
    for (let hour = 1; hour < 24; hour++) {
      g.globalAlpha = hour % 6 ? 0.55 : 1;
      g.fillRect(Math.round((hour / 24) * width), 0, scale, height);
    }
    g.globalAlpha = 1;
    // One node, one lane, in the middle: a row for what several nodes have together, and thin lanes for each, go here.
    const tall = height / scale > 40;
    paintLane(on, colours, lane, { t0: begin, t1: begin + DAY, y: tall ? 13 : 11, height: tall ? 22 : 17, over: 2, flag: 4, least: 3 });
    if (now > begin && now < begin + DAY) {
      g.fillStyle = colours.ink;
      g.fillRect(Math.round(((now - begin) / DAY) * width), 3 * scale, 1.5 * scale, height - 6 * scale);
    }
  }

  /** @param {number} time */
  #cell(time) {
    return /** @type {HTMLElement | null} */ (this.#root.querySelector(`[data-t="${time}"]`));
  }

  /** The row and the moment below a pointer. @param {PointerEvent} event */
  #under(event) {
    const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('.hrs'));
    if (!row) return undefined;
    const box = row.getBoundingClientRect();
    const begin = /** @type {number} */ (timeOf(row.firstElementChild));
    const x = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return { row: begin, time: begin + Math.round(x * DAY), perPixel: DAY / box.width, element: row };
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const at = this.#under(event);
    if (this.#drag && at && at.row === this.#drag.row && Math.abs(event.clientX - this.#drag.x) > 6) {
      this.#dragged = true;
      this.#band(at.element, this.#drag.time, at.time);
      return hideTip();
    }
    if (!at || event.pointerType === 'touch') return hideTip();
    showTip(this.page, event, at.time, at.perPixel);
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    this.#dragged = false;
    const at = this.#under(event);
    if (at && event.button === 0 && event.pointerType !== 'touch') this.#drag = { row: at.row, time: at.time, x: event.clientX };
  }

  /** @param {PointerEvent} event */
  #drop(event) {
    const at = this.#under(event);
    const from = this.#drag;
    this.#release();
    if (!from || !at || !this.#dragged || at.row !== from.row) return;
    const width = Math.max(Math.abs(at.time - from.time), MINUTE);
    this.page.look({ time: Math.round((at.time + from.time) / 2), width, hole: undefined }, true);
  }

  #release() {
    this.#drag = undefined;
    this.#root.querySelector('.band')?.remove();
  }

  /** @param {HTMLElement} row @param {number} a @param {number} b */
  #band(row, a, b) {
    const band = /** @type {HTMLElement} */ (row.querySelector('.band') ?? row.appendChild(el('div.band')));
    const begin = /** @type {number} */ (timeOf(row.firstElementChild));
    band.style.left = `${((Math.min(a, b) - begin) / DAY) * 100}%`;
    band.style.width = `${(Math.abs(b - a) / DAY) * 100}%`;
  }
}

/** Begin of the hour of a cell. @param {EventTarget | null} target */
function timeOf(target) {
  const time = target instanceof HTMLElement ? target.dataset.t : undefined;
  return time === undefined ? undefined : Number(time);
}
