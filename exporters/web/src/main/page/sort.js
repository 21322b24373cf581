// What is wrong, most important first.

import { MISSING, PARTIAL, UNCONFIRMED } from './states.js';

/** @typedef {import('./types').Fault} Fault */

/** The sections of the list, in order; `filter` is what the address and the tiles call them. */
export const SECTIONS = [
  { filter: 'missing', glyph: 'lost', tile: 'Missing', title: 'Missing here', why: 'this node does not have it', state: MISSING },
  { filter: 'unconfirmed', glyph: 'unc', tile: 'Unconfirmed', title: 'Unconfirmed', why: 'may still arrive', state: UNCONFIRMED },
  { filter: 'stalled', glyph: 'stall', tile: 'Stalled now', title: 'Stalled now', why: 'newest segment is old', state: 0 },
  { filter: 'partial', glyph: 'part', tile: 'Partial only', title: 'Only partial copies', why: 'no full segment here', state: PARTIAL },
];

/** Longest first, then newest; the last word is the id's, so that the order is one. @param {Fault} a @param {Fault} b */
const worse = (a, b) => b.missing - a.missing || b.from - a.from || (a.id < b.id ? -1 : 1);

/**
 * The sections that have something, each in its order.
 *
 * @param {Fault[]} faults
 * @param {string} [filter] only this one
 */
export function sections(faults, filter) {
  return SECTIONS.filter((section) => !filter || filter === section.filter)
    .map((section) => ({
      ...section,
      faults: faults.filter((fault) => (fault.stalled ? 0 : fault.state) === section.state).sort(worse),
    }))
    .filter((section) => section.faults.length > 0);
}

/**
 * The fault after (or before) one, round and round.
 *
 * @param {Fault[]} faults in the order to go by
 * @param {string | undefined} id where one is now
 * @param {number} step 1 or -1
 * @returns {Fault | undefined}
 */
export function neighbour(faults, id, step) {
  const at = faults.findIndex((fault) => fault.id === id);
  if (at < 0) return faults.at(step > 0 ? 0 : -1);
  return faults[(at + step + faults.length) % faults.length];
}

/**
 * The fault that starts next after a time (or the one before it), whatever its weight.
 *
 * @param {Fault[]} faults
 * @param {number} time
 * @param {number} step 1 or -1
 * @returns {Fault | undefined}
 */
export function nextInTime(faults, time, step) {
  const sorted = [...faults].sort((a, b) => (a.from - b.from) * step);
  return sorted.find((fault) => (fault.from - time) * step > 0) ?? sorted[0];
}

/** How many, and how long in all. @param {Fault[]} faults */
export function sum(faults) {
  return { n: faults.length, us: faults.reduce((all, fault) => all + fault.missing, 0) };
}
