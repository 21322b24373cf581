// The window that is looked at: ten seconds to a day of one stream, in words and to the tenth of a second.

import { fetchSegments } from './api.js';
import { byId, el, show, text } from './dom.js';
import { paintLane, paintSegments, surface } from './paint.js';
import { GLYPHS, MISSING, PARTIAL, WORDS } from './states.js';
import { hideTip, showTip } from './tip.js';
import { age, DAY, duration, HOUR, MINUTE, number, SECOND, Zone } from './time.js';
import { clampWidth } from './url.js';

/** @typedef {import('./types').Page} Page */
/** @typedef {import('./types').Span} Span */

/** The longest window for which the segments themselves are drawn. */
const SEGMENTS = 15 * MINUTE;
const LANE = { y: 18, height: 70 };
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600].map((s) => s * SECOND);

export class Detail {
  #canvas = /** @type {HTMLCanvasElement} */ (byId('window'));
  #section = byId('detail');
  /** @type {{key: string, list: import('./types').Segment[]} | undefined} */
  #segments;
  #asked = '';
  /** @type {{x: number, time: number, scale: number} | undefined} */
  #drag;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    const canvas = this.#canvas;
    canvas.addEventListener(
      'wheel',
      (event) => {
        if (!event.deltaY) return;
        event.preventDefault();
        this.zoom(event.deltaY < 0 ? 0.8 : 1.25, this.#time(event.clientX));
      },
      { passive: false },
    );
    canvas.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      const { from, to } = page.window();
      this.#drag = { x: event.clientX, time: (from + to) / 2, scale: (to - from) / canvas.getBoundingClientRect().width };
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (this.#drag) this.#moveTo(this.#drag.time - (event.clientX - this.#drag.x) * this.#drag.scale);
      else this.#hover(event);
    });
    for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => (this.#drag = undefined));
    canvas.addEventListener('pointerleave', hideTip);
  }

  focus() {
    this.#section.focus();
  }

  /** @param {number} factor @param {number} [about] the moment that stays where it is */
  zoom(factor, about) {
    const { from, to } = this.page.window();
    const centre = (from + to) / 2;
    const hole = this.page.current();
    const still = about ?? (hole && hole.from >= from && hole.from < to ? hole.from : centre);
    const width = clampWidth((to - from) * factor);
    this.page.look({ time: Math.round(still + (centre - still) * (width / (to - from))), width });
  }

  /** By so many of its lengths. @param {number} by */
  pan(by) {
    const { from, to } = this.page.window();
    this.#moveTo((from + to) / 2 + by * (to - from));
  }

  /** To the hour before or after, or by its length if the window is no hour. @param {number} by */
  step(by) {
    const { from, to } = this.page.window();
    if (this.page.view.width !== undefined) return this.pan(by);
    this.page.look({ time: (from + to) / 2 + by * HOUR, hole: undefined });
  }

  /** The hole and what is around it; and back to its hour. */
  fit() {
    const { view } = this.page;
    const hole = this.page.current();
    const from = hole?.from ?? 0;
    const length = (hole?.to ?? 0) - from;
    const width = clampWidth(Math.max(2 * MINUTE, length * 10));
    if (!hole || view.width === width) return this.whole();
    this.page.look({ time: Math.round(from + Math.min(length, DAY) / 2), width });
  }

  /** The whole hour. */
  whole() {
    this.page.look({ width: undefined });
  }

  render() {
    this.#head();
    this.#paint();
    this.#read();
  }

  /** @param {number} time */
  #moveTo(time) {
    const { from, to } = this.page.window();
    const now = this.page.now();
    this.page.look({ time: Math.round(Math.min(Math.max(time, this.page.store.begin(now)), this.page.end())), width: to - from });
  }

  #head() {
    const { view, zone } = this.page;
    const { from, to } = this.page.window();
    const whole = from % MINUTE === 0 && to % MINUTE === 0;
    const say = (/** @type {number} */ t) => (whole ? zone.minutes(t) : zone.clock(t, to - from < MINUTE));
    const bus = zone.name === 'bus';
    const last = !bus && zone.day(from) !== zone.day(to - 1) ? `${zone.day(to - 1)}, ` : '';
    show('detail-title', `${bus ? 'Bus ' : `${zone.day(from)}, `}${say(from)} to ${last}${say(to)}`);
    show('detail-sub', `${this.page.name(view.stream)} · ${bus ? 'since start' : zone.label}`);
    const hole = this.page.current();
    const known = byId('known');
    const can = hole?.state === MISSING && !hole.stalled;
    known.toggleAttribute('disabled', !can);
    text(known, can && this.page.known.has(hole.id) ? 'Not known after all' : 'Mark as known');
  }

  #paint() {
    const { store, view } = this.page;
    const colours = this.page.palette();
    const { from, to } = this.page.window();
    const on = surface(this.#canvas);
    const { g, width, height, scale } = on;
    const x = (/** @type {number} */ t) => ((t - from) / (to - from)) * width;
    this.#axis(on, colours, x);
    const lane = store.lane(view.stream, this.page.now());
    show('lane-name', lane?.node ?? '');
    const at = { t0: from, t1: to, ...LANE, over: 3, flag: 5, least: 2 };
    const list = this.#wanted(from, to);
    if (list && lane) {
      paintSegments(on, colours, list, at);
      paintLane(on, colours, { ...lane, spans: lane.spans.filter((span) => span.state !== PARTIAL) }, { ...at, bare: true });
    } else paintLane(on, colours, lane, at);
    const now = this.page.now();
    if (now > from && now < to) {
      g.fillStyle = colours.ink;
      g.fillRect(Math.round(x(now)), 12 * scale, 1.5 * scale, height - 30 * scale);
    }
    this.#words(on, colours, lane?.spans ?? [], x, from, to);
  }

  /** @param {import('./paint.js').Surface} on @param {Record<string, string>} colours @param {(t: number) => number} x */
  #axis({ g, width, height, scale }, colours, x) {
    const { zone } = this.page;
    const { from, to } = this.page.window();
    const room = 84 * scale;
    const step = STEPS.find((one) => (one / (to - from)) * width >= room) ?? 6 * HOUR;
    const minor = STEPS.findLast((one) => one < step && step % one === 0 && (one / (to - from)) * width >= 24 * scale) ?? step;
    const offset = zone.offset(from);
    g.font = `500 ${11 * scale}px ${colours.font}`;
    for (let t = Math.ceil((from + offset) / minor) * minor - offset; t <= to; t += minor) {
      const at = Math.min(width - scale, Math.round(x(t)));
      g.fillStyle = colours.line;
      g.fillRect(at, 14 * scale, scale, height - 32 * scale);
      if ((t + offset) % step) continue;
      g.fillStyle = colours.ink3;
      g.textAlign = at < 20 * scale ? 'left' : at > width - 20 * scale ? 'right' : 'center';
      g.fillText(step < MINUTE ? zone.clock(t) : zone.minutes(t), at, height - 3 * scale);
    }
  }

  /** The worst in words above the lane, as many as do not get in each other's way. @param {import('./paint.js').Surface} on @param {Record<string, string>} colours @param {Span[]} spans @param {(t: number) => number} x @param {number} from @param {number} to */
  #words({ g, width, scale }, colours, spans, x, from, to) {
    g.font = `650 ${12 * scale}px ${colours.font}`;
    const shown = spans.filter((span) => span.state >= PARTIAL && span.to > from && span.from < to);
    shown.sort((a, b) => b.state - a.state || b.missing - a.missing);
    /** @type {[number, number][]} */
    const taken = [];
    for (const span of shown.slice(0, 40)) {
      const words = `${duration(span.missing)} ${SHORT[span.state]}`;
      const left = Math.max(0, x(span.from));
      const right = Math.min(width, Math.max(left + 3 * scale, x(span.to))) + 9 * scale;
      const long = g.measureText(words).width;
      // After the mark; where there is no room before it; and else above it.
      const first = right + long < width ? right : Math.max(12 * scale, left - 9 * scale - long);
      if (taken.some(([a, b]) => first < b + 8 * scale && first + long > a - 8 * scale)) continue;
      taken.push([Math.min(first, left), first + long]);
      g.fillStyle = span.state === PARTIAL ? colours.partT : colours.lostT;
      g.textAlign = 'left';
      g.fillText(words, first, 11 * scale);
    }
  }

  /** Segments of a short window, if they are here; else they are asked for. @param {number} from @param {number} to */
  #wanted(from, to) {
    const { store, view } = this.page;
    if (to - from > SEGMENTS || !view.stream) return undefined;
    const edge = store.edges.get(view.stream)?.newest ?? 0;
    // Whole minutes around it, so that a drag does not ask at every pixel; anew when the recording has grown into it.
    const first = Math.floor(from / MINUTE) * MINUTE;
    const last = Math.min(first + SEGMENTS, Math.ceil(to / MINUTE) * MINUTE);
    const key = `${view.stream} ${first} ${last} ${Math.min(edge, last)}`;
    if (this.#asked !== key) {
      this.#asked = key;
      fetchSegments(view.stream, first, last)
        .then((list) => {
          this.#segments = { key, list };
          if (this.#asked === key) this.render();
        })
        .catch((error) => this.page.fail(error));
    }
    // Those of a moment ago do until the newest are here.
    return this.#segments?.key.startsWith(`${view.stream} ${first} ${last} `) ? this.#segments.list : undefined;
  }

  #read() {
    const { store, view, zone } = this.page;
    const { from, to } = this.page.window();
    const now = this.page.now();
    const fault = this.page.current() ?? this.#worst(from, to);
    const cover = store.cover(view.stream, from, to);
    const box = byId('readout');
    const parts = [];
    if (fault) {
      const over = fault.ended !== undefined;
      const what = fault.stalled ? 'stalled' : over ? fault.end : WORDS[fault.state];
      const length = duration(fault.stalled ? now - fault.from : fault.missing);
      parts.push(
        fact('', `${zone.clock(fault.from, true)} to ${fault.stalled ? 'now' : zone.clock(fault.to, true)}`),
        el(`span.x.${fault.stalled ? 'stall' : over ? 'fil' : GLYPHS[fault.state]}`, {}, `${length} ${what}${this.page.known.has(fault.id) ? ', known' : ''}`),
      );
      if (!fault.stalled && fault.missing !== fault.to - fault.from) parts.push(fact('within', duration(fault.to - fault.from)));
      if (this.page.meta?.event.start !== undefined && zone.name !== 'bus') parts.push(fact('bus', new Zone('bus', zone.start).clock(fault.from)));
      if (fault.firstSeen !== undefined) parts.push(fact('first seen', zone.clock(fault.firstSeen), `, ${age(now - fault.firstSeen)} ago`));
      if (fault.cause && CAUSES[fault.cause]) parts.push(fact('', CAUSES[fault.cause]));
    } else parts.push(cover.expected > 0 ? fact('', 'Complete.') : fact('Nothing is expected here.', ''));
    const figures = el('div.r2');
    if (cover.expected > 0)
      figures.append(fact('covered', number((cover.expected - cover.missing) / SECOND, 1), ` of ${number(cover.expected / SECOND)} s`), ...this.#figures(from, to));
    const made = el('div', {}, ...parts, figures);
    if (box.innerHTML !== made.innerHTML) box.replaceChildren(...made.childNodes);
  }

  /** Counts of a window of whole hours. @param {number} from @param {number} to */
  #figures(from, to) {
    const hours = this.page.store.hours.get(this.page.view.stream);
    /** @type {Record<string, number>} */
    const sum = {};
    for (let hour = from; hour < to; hour += HOUR) {
      for (const [name, value] of Object.entries(hours?.get(hour) ?? {})) sum[name] = (sum[name] ?? 0) + value;
    }
    if (sum.full === undefined) return [];
    return [
      fact('editable', number(sum.editable_us / SECOND, 1), ' s'),
      ...['full', 'suspect', 'partial', 'bad', 'overlaps'].map((name) => fact(name, number(sum[name]))),
    ];
  }

  /** @param {number} from @param {number} to @returns {import('./types').Fault | undefined} */
  #worst(from, to) {
    const here = this.page.store
      .faults()
      .filter((fault) => fault.stream === this.page.view.stream && fault.from < to && (fault.stalled || fault.to > from));
    here.sort((a, b) => b.state - a.state || b.missing - a.missing);
    return here[0];
  }

  /** @param {number} clientX */
  #time(clientX) {
    const { from, to } = this.page.window();
    const box = this.#canvas.getBoundingClientRect();
    return from + Math.min(1, Math.max(0, (clientX - box.left) / box.width)) * (to - from);
  }

  /** @param {PointerEvent} event */
  #hover(event) {
    const { from, to } = this.page.window();
    const time = this.#time(event.clientX);
    const segment = to - from <= SEGMENTS ? this.#segments?.list.find((one) => one.from <= time && time < one.to) : undefined;
    showTip(this.page, event, time, (to - from) / this.#canvas.getBoundingClientRect().width, segment?.name);
  }
}

/** @param {string} name @param {string} value @param {string} [after] */
const fact = (name, value, after = '') => el('span', {}, name && `${name} `, el('b', {}, value), after);

/** States above a lane. */
const SHORT = ['', '', '', '', 'partial', 'unconfirmed', 'missing'];

/** Why something is missing, where it is more than that. @type {Record<string, string>} */
const CAUSES = { vanished: 'was there before', deleted: 'deleted on purpose' };
