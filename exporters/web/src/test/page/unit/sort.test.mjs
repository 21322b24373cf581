import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neighbour, nextInTime, sections, sum } from '../../../main/page/sort.js';
import { MISSING, PARTIAL, UNCONFIRMED } from '../../../main/page/states.js';

const fault = (id, state, from, missing, more) => ({ id, stream: 'a/b', state, from, to: from + missing, missing, ...more });
const FAULTS = [
  fault('partial', PARTIAL, 5, 900),
  fault('short', MISSING, 30, 10),
  fault('stalled', 0, 50, 0, { stalled: true }),
  fault('older', MISSING, 10, 20),
  fault('unconfirmed', UNCONFIRMED, 40, 500),
  fault('newer', MISSING, 20, 20),
];

test('the worst first, the longest first, then the newest', () => {
  const found = sections(FAULTS).map((section) => [section.title, section.faults.map((one) => one.id)]);
  assert.deepEqual(found, [
    ['Missing here', ['newer', 'older', 'short']],
    ['Unconfirmed', ['unconfirmed']],
    ['Stalled now', ['stalled']],
    ['Only partial copies', ['partial']],
  ]);
});

test('one section alone, and none that is empty', () => {
  assert.deepEqual(sections(FAULTS, 'partial').map((section) => section.filter), ['partial']);
  assert.deepEqual(sections([]), []);
});

test('next and previous go round', () => {
  const list = sections(FAULTS).flatMap((section) => section.faults);
  assert.equal(neighbour(list, undefined, 1)?.id, 'newer');
  assert.equal(neighbour(list, undefined, -1)?.id, 'partial');
  assert.equal(neighbour(list, 'newer', 1)?.id, 'older');
  assert.equal(neighbour(list, 'partial', 1)?.id, 'newer');
  assert.equal(neighbour(list, 'newer', -1)?.id, 'partial');
  assert.equal(neighbour([], 'x', 1), undefined);
});

test('next and previous in time go round, too', () => {
  assert.equal(nextInTime(FAULTS, 20, 1)?.id, 'short');
  assert.equal(nextInTime(FAULTS, 20, -1)?.id, 'older');
  assert.equal(nextInTime(FAULTS, 50, 1)?.id, 'partial');
  assert.equal(nextInTime(FAULTS, 5, -1)?.id, 'stalled');
});

test('sums', () => {
  assert.deepEqual(sum(FAULTS.filter((one) => one.state === MISSING)), { n: 3, us: 50 });
});
