// What is below the pointer, in a few words beside it.

import { byId, el } from './dom.js';
import { FULL, NONE, WORDS } from './states.js';
import { worstAt } from './store.js';
import { duration, HOUR } from './time.js';

/** Pixels within which the pointer snaps to a mark, and a finger. */
const SLOP = 4;
const SLOP_TOUCH = 12;

export function hideTip() {
  byId('tip').hidden = true;
}

/**
 * Says what is at a moment of the stream that is shown, or the worst that is near.
 *
 * @param {import('./types').Page} page
 * @param {PointerEvent} at
 * @param {number} time
 * @param {number} perPixel microseconds
 * @param {string} [name] of the file
 */
export function showTip({ now, store, view, zone }, at, time, perPixel, name) {
  const lane = store.lane(view.stream, now());
  const worst = lane && worstAt(lane, time, perPixel * (at.pointerType === 'touch' ? SLOP_TOUCH : SLOP));
  const there = lane?.expected.some(([from, to]) => from <= time && time < to);
  if (!lane || (!worst && !there)) return hideTip();
  const length = worst ? worst.to - worst.from : HOUR;
  const moment = worst && length < HOUR ? worst.from : time;
  const line = (/** @type {string} */ what, value = '') => el('div', {}, el('bdi', {}, what), el('span', {}, value));
  const shown = byId('tip');
  shown.replaceChildren(
    el('b', {}, `${zone.day(moment)} ${zone.clock(moment, length < HOUR)}${worst ? ` · ${duration(worst.missing)}` : ''}`),
    line(lane.node, WORDS[worst?.state ?? (there ? FULL : NONE)]),
  );
  if (name) shown.append(line(name));
  shown.hidden = false;
  const { width, height } = shown.getBoundingClientRect();
  shown.style.left = `${Math.max(4, Math.min(innerWidth - width - 4, at.clientX + 14))}px`;
  const below = at.clientY + 16;
  shown.style.top = `${below + height > innerHeight ? at.clientY - height - 12 : below}px`;
}
