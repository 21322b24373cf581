// One sentence that says how it stands, worst thing first, and one that says the rest.

import { MISSING, PARTIAL, UNCONFIRMED } from './states.js';
import { duration } from './time.js';
import { sum } from './sort.js';

/** @typedef {import('./types').Fault} Fault */
/** @typedef {{text: string, tone?: 'bad' | 'good'}} Part */

const stretches = (/** @type {number} */ n, /** @type {string} */ one, /** @type {string} */ more) =>
  n === 1 ? `1 stretch ${one}` : `${n} stretches ${more}`;

const streamsOf = (/** @type {number} */ n) => (n === 1 ? 'one stream' : `${n} streams`);

/**
 * @param {{faults: Fault[], known: Set<string>, unread: number, recorded: number, streams: number, name: (fault: Fault) => string, now: number}} facts
 *     `unread`: lanes of which something is unknown; `recorded`: microseconds of the longest lane
 * @returns {{lead: Part[], rest: string, title: string}}
 */
export function verdict({ faults, known, unread, recorded, streams, name, now }) {
  if (recorded === 0 && faults.length === 0) {
    return { lead: [{ text: 'Waiting for the first segment' }], rest: '', title: 'Waiting' };
  }
  const missing = faults.filter((fault) => fault.state === MISSING && !fault.stalled);
  const fresh = sum(missing.filter((fault) => !known.has(fault.id)));
  const old = sum(missing.filter((fault) => known.has(fault.id)));
  const unconfirmed = sum(faults.filter((fault) => fault.state === UNCONFIRMED));
  const partial = sum(faults.filter((fault) => fault.state === PARTIAL));
  const stalled = faults.filter((fault) => fault.stalled);

  const rest = [];
  const nothing = old.n > 0 ? 'Nothing new is missing' : 'Nothing is missing';
  const knownToo = `${old.n} known, ${duration(old.us)}`;
  /** @type {Part[]} */
  let lead;
  if (fresh.n > 0) {
    lead = [{ text: stretches(fresh.n, 'is missing here', 'are missing here'), tone: 'bad' }, { text: `, ${duration(fresh.us)}${fresh.n > 1 ? ' in all' : ''}` }];
  } else if (stalled.length > 0) {
    lead = [{ text: stalled.length > 1 ? `${stalled.length} recordings have stalled` : 'The recording has stalled', tone: 'bad' }];
    rest.push(`${nothing} before that.`);
  } else if (unconfirmed.n > 0) {
    lead = [{ text: `${nothing} for certain. ${stretches(unconfirmed.n, 'is', 'are')} unconfirmed` }];
  } else if (unread > 0) {
    lead = [{ text: `${nothing} as far as is known. Not everything could be read` }];
  } else if (partial.n > 0) {
    lead = [{ text: `${nothing}. `, tone: 'good' }, { text: stretches(partial.n, 'has only partial copies', 'have only partial copies') }];
  } else {
    lead = [{ text: old.n > 0 ? 'No new loss. ' : 'Nothing is missing. ', tone: 'good' }, { text: old.n > 0 ? knownToo : 'Every second has a full copy' }];
  }

  if (fresh.n > 0 || stalled.length > 0) {
    if (unconfirmed.n > 0) rest.push(`${stretches(unconfirmed.n, 'more is', 'more are')} unconfirmed.`);
    if (partial.n > 0) rest.push(`${stretches(partial.n, 'has', 'have')} only partial copies.`);
  }
  if (stalled.length > 0) rest.push(`Stalled: ${stalled.map((fault) => `${name(fault)}, for ${duration(now - fault.from)}`).join('; ')}.`);
  if (unread > 0) rest.push(`Of ${streamsOf(unread)} something is unknown.`);
  if (old.n > 0 && fresh.n > 0) rest.push(`Not counted: ${knownToo}.`);
  if (rest.length === 0) rest.push(`${duration(recorded)} of ${streamsOf(streams)}, on this node.`);
  return { lead, rest: rest.join(' '), title: fresh.n === 0 && stalled.length > 0 ? 'Stalled' : `${fresh.n} missing` };
}
