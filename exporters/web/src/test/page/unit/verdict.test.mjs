import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MISSING, PARTIAL, UNCONFIRMED } from '../../../main/page/states.js';
import { verdict } from '../../../main/page/verdict.js';

const fault = (id, state, missing, more) => ({ id, stream: 'longhaul/source', from: 0, to: missing, missing, state, ...more });
const stalled = { ...fault('s', 0, 0), stalled: true };

function say(faults, more = {}) {
  const told = verdict({ faults, known: new Set(), unread: 0, recorded: 611e9, streams: 2, name: () => 'source', now: 194e6, ...more });
  return { ...told, lead: told.lead.map((part) => part.text).join('') };
}

test('the worst thing comes first', () => {
  const told = say([fault('a', MISSING, 10.2e6), fault('b', MISSING, 8e6), fault('c', PARTIAL, 2e6), fault('d', UNCONFIRMED, 2e6), stalled]);
  assert.equal(told.lead, '2 stretches are missing here, 18.2 s in all');
  assert.equal(told.rest, '1 stretch more is unconfirmed. 1 stretch has only partial copies. Stalled: source, for 3 min 14 s.');
  assert.equal(told.title, '2 missing');
});

test('one is told as one', () => {
  assert.equal(say([fault('a', MISSING, 8e6)]).lead, '1 stretch is missing here, 8.0 s');
});

test('each lesser state', () => {
  assert.equal(say([stalled]).lead, 'The recording has stalled');
  assert.equal(say([fault('a', UNCONFIRMED, 2e6)]).lead, 'Nothing is missing for certain. 1 stretch is unconfirmed');
  assert.equal(say([], { unread: 1 }).lead, 'Nothing is missing as far as is known. Not everything could be read');
  assert.equal(say([fault('a', PARTIAL, 2e6)]).lead, 'Nothing is missing. 1 stretch has only partial copies');
});

test('nothing wrong', () => {
  const told = say([]);
  assert.equal(told.lead, 'Nothing is missing. Every second has a full copy');
  assert.equal(told.rest, '7 d 1 h of 2 streams, on this node.');
  assert.equal(told.title, '0 missing');
});

test('a loss that is known leaves the verdict, and stays told', () => {
  const known = new Set(['a']);
  assert.equal(say([fault('a', MISSING, 8e6)], { known }).lead, 'No new loss. 1 known, 8.0 s');
  assert.equal(say([fault('a', MISSING, 8e6), fault('b', MISSING, 2e6)], { known }).rest, 'Not counted: 1 known, 8.0 s.');
});

test('before the first segment nothing is claimed', () => {
  assert.equal(say([], { recorded: 0 }).lead, 'Waiting for the first segment');
});
