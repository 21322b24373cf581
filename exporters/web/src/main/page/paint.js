// One painter for every lane, so that all of them have the same x for the same time. Marks are solid: nothing is averaged.

import { rasterise, runs } from './raster.js';
import { FILLED, FULL, MISSING, NONE, PARTIAL, UNCONFIRMED, UNKNOWN } from './states.js';

/** @typedef {import('./types').Lane} Lane */
/** @typedef {Record<string, string>} Palette */
/** @typedef {{g: CanvasRenderingContext2D, width: number, height: number, scale: number}} Surface sizes in device pixels */

const NAMES = ['panel', 'line', 'none', 'ink', 'ink3', 'full', 'filled', 'part', 'lost', 'halo', 'sel', 'lostT', 'partT', 'font'];

/** Pixels that marks have at least: what is hollow needs an inside. */
const LEAST = [1, 1, 1, 2, 2, 4, 3];

/** The colours of the theme in force; the style sheet is where they are. @returns {Palette} */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  const dark = style.colorScheme === 'dark';
  /** @type {Palette} */
  const found = {};
  for (const name of NAMES) {
    const value = style.getPropertyValue(`--${name}`).trim();
    found[name] = value.match(/#[0-9a-f]{6}/gi)?.[dark ? 1 : 0] ?? value;
  }
  return found;
}

/** A clean canvas of as many pixels as it takes on the screen. @param {HTMLCanvasElement} canvas @returns {Surface} */
export function surface(canvas) {
  const scale = window.devicePixelRatio || 1;
  const box = canvas.getBoundingClientRect();
  const width = Math.max(1, Math.round(box.width * scale));
  const height = Math.max(1, Math.round(box.height * scale));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  g.clearRect(0, 0, width, height);
  return { g, width, height, scale };
}

/**
 * Where there was something to record, and nothing is known to be wrong.
 *
 * @param {Lane} lane
 * @param {number} t0
 * @param {number} t1
 * @param {number} width
 */
function recorded(lane, t0, t1, width) {
  const spans = lane.expected.map(([from, to]) => ({ from, to, state: FULL }));
  return rasterise(spans, t0, t1, width, () => 1);
}

/**
 * Paints a lane.
 *
 * @param {Surface} on
 * @param {Palette} colours
 * @param {Lane | undefined} lane nothing is known yet: the outline only
 * @param {{t0: number, t1: number, y: number, height: number, over: number, flag: number, least: number, bare?: boolean}} at
 *     in CSS pixels: how far the worst marks stand out, the size of their flags, how wide a mark is at least; and whether only
 *     marks are painted
 */
export function paintLane(on, colours, lane, at) {
  const { g, width, scale } = on;
  const y = Math.round(at.y * scale);
  const height = Math.round(at.height * scale);
  if (!lane) {
    g.strokeStyle = colours.line;
    g.lineWidth = scale;
    g.strokeRect(scale / 2, y + scale / 2, width - scale, height - scale);
    return;
  }
  const least = (/** @type {number} */ state) =>
    Math.round(scale * (state <= FILLED ? 1 : Math.max(at.least, LEAST[state])));
  const columns = rasterise(lane.spans, at.t0, at.t1, width, least, recorded(lane, at.t0, at.t1, width));
  const all = runs(columns);
  const fill = (/** @type {string} */ colour, x = 0, top = 0, w = 0, h = 0) => {
    g.fillStyle = colour;
    g.fillRect(x, top, w, h);
  };
  const edge = Math.round(scale);
  const over = Math.round(at.over * scale);
  // The quiet states first: an exception has an edge that may lie on its neighbour.
  for (const run of at.bare ? [] : all) {
    if (run.state === NONE) dots(run);
    else fill(run.state === FILLED ? colours.filled : colours.full, run.x, y, run.width, height);
  }
  for (const state of [UNKNOWN, PARTIAL, UNCONFIRMED, MISSING]) {
    let flagged = -Infinity;
    for (const run of all) {
      if (run.state !== state) continue;
      const { x, width: w } = run;
      if (state === UNKNOWN) hatch(run);
      else if (state === PARTIAL) {
        fill(colours.panel, x - edge, y, w + 2 * edge, height);
        fill(colours.full, x, y, w, Math.round(height * 0.4));
        fill(colours.part, x, y + Math.round(height * 0.4), w, height - Math.round(height * 0.4));
      } else {
        fill(state === MISSING ? colours.halo : colours.panel, x - edge, y - over, w + 2 * edge, height + 2 * over);
        fill(colours.lost, x, y - over, w, height + 2 * over);
        if (state === UNCONFIRMED) fill(colours.panel, x + edge, y - over + edge, w - 2 * edge, height + 2 * over - 2 * edge);
        else if (at.flag > 0 && x + w / 2 - flagged > at.flag * scale) {
          flagged = x + w / 2;
          flag(flagged);
        }
      }
    }
  }

  function dots(/** @type {{x: number, width: number}} */ run) {
    for (let x = run.x + 2 * scale; x < run.x + run.width - scale; x += 4 * scale)
      fill(colours.none, x, y + height / 2, 1.5 * scale, scale);
  }

  function hatch(/** @type {{x: number, width: number}} */ run) {
    fill(colours.panel, run.x, y, run.width, height);
    g.save();
    g.beginPath();
    g.rect(run.x, y, run.width, height);
    g.clip();
    g.strokeStyle = colours.ink3;
    g.lineWidth = scale;
    g.beginPath();
    // From a grid of the whole lane, so that the hatch does not crawl when the run grows.
    const step = 4 * scale;
    for (let x = Math.floor((run.x - height) / step) * step; x < run.x + run.width + height; x += step) {
      g.moveTo(x, y + height);
      g.lineTo(x + height, y);
    }
    g.rect(run.x + scale / 2, y + scale / 2, run.width - scale, height - scale);
    g.stroke();
    g.restore();
  }

  function flag(/** @type {number} */ x) {
    const size = at.flag * scale;
    const top = y - over;
    g.fillStyle = colours.lost;
    g.beginPath();
    g.moveTo(x - size, top - size * 0.4);
    g.lineTo(x + size, top - size * 0.4);
    g.lineTo(x, top + size);
    g.fill();
  }
}

/**
 * Real segments in place of the lane: full ones solid, suspect ones outlined, partial ones in the lower part.
 *
 * @param {Surface} on
 * @param {Palette} colours
 * @param {import('./types').Segment[]} segments
 * @param {{t0: number, t1: number, y: number, height: number}} at in CSS pixels
 */
export function paintSegments({ g, scale, width }, colours, segments, at) {
  const perMicro = width / (at.t1 - at.t0);
  for (const { from, to, kind } of segments) {
    const partial = kind === 'partial';
    const left = (from - at.t0) * perMicro;
    const whole = (to - from) * perMicro;
    // A hair between two, where there is room for it.
    const w = Math.max(scale, whole - (whole > 6 * scale ? scale : 0));
    const top = (at.y + (partial ? at.height * 0.4 : 0)) * scale;
    const height = at.height * (partial ? 0.6 : 1) * scale;
    g.fillStyle = partial ? colours.part : colours.full;
    g.fillRect(left, top, w, height);
    if (kind !== 'suspect') continue;
    g.strokeStyle = colours.partT;
    g.lineWidth = 2 * scale;
    g.strokeRect(left + scale, top + scale, w - 2 * scale, height - 2 * scale);
  }
}
