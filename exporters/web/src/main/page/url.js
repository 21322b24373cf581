// What is looked at, as an address: whoever opens it sees the same. What it does not know is ignored.

import { DAY, fromIso, iso, SECOND, ZONES } from './time.js';
import { SECTIONS } from './sort.js';

/** @typedef {import('./types').View} View */

const SHORTEST = 10 * SECOND;

/** A window of a length that can be shown. @param {number} width in microseconds */
export const clampWidth = (width) => Math.min(DAY, Math.max(SHORTEST, Math.round(width)));

/**
 * What an address asks for; what it leaves out is not in the answer.
 *
 * @param {string} search
 * @returns {Partial<View>}
 */
export function parse(search) {
  const asked = new URLSearchParams(search);
  /** @type {Partial<View>} */
  const view = {};
  const stream = asked.get('s');
  if (stream) view.stream = stream;
  const time = fromIso(asked.get('t') ?? '');
  if (Number.isSafeInteger(time)) view.time = time;
  const width = Number(asked.get('w') ?? NaN) * SECOND;
  if (width > 0 && width <= Number.MAX_SAFE_INTEGER) view.width = clampWidth(width);
  const zone = ZONES.find((name) => name === asked.get('tz'));
  if (zone) view.zone = zone;
  const section = SECTIONS.find((one) => one.filter === asked.get('f'));
  if (section) view.filter = section.filter;
  const hole = asked.get('h');
  if (hole) view.hole = hole;
  const hidden = asked.getAll('hide').filter((name) => name);
  if (hidden.length) view.hidden = new Set(hidden);
  const theme = asked.get('theme');
  if (theme === 'light' || theme === 'dark') view.theme = theme;
  return view;
}

/**
 * The address of a view, from `?` on; what goes without saying is left out.
 *
 * @param {View} view
 * @returns {string}
 */
export function format(view) {
  const told = new URLSearchParams();
  if (view.stream) told.set('s', view.stream);
  if (view.time !== undefined) told.set('t', iso(view.time));
  if (view.width !== undefined) told.set('w', String(view.width / SECOND));
  told.set('tz', view.zone);
  if (view.filter) told.set('f', view.filter);
  if (view.hole) told.set('h', view.hole);
  for (const name of view.hidden) told.append('hide', name);
  if (view.theme) told.set('theme', view.theme);
  // What may stand in a query as it is stays readable.
  return `?${told}`.replaceAll('%2F', '/').replaceAll('%3A', ':');
}
