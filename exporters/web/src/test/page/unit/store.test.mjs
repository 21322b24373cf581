import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, HOUR, NOW, START } from '../fake.mjs';
import { FILLED, FULL, MISSING, PARTIAL, UNCONFIRMED, UNKNOWN } from '../../../main/page/states.js';
import { Store, worstAt } from '../../../main/page/store.js';

const ID = 'longhaul/source';
const span = (from, length, state, more) => ({ from, to: from + length, state, missing: length, ...more });
const edge = (more) => ({ stream: ID, newest: NOW, scanned: NOW, recorded: NOW - START, missing: 0, state: 'live', ...more });
const hole = (id, from, length, more) => ({ id, stream: ID, from, to: from + length, missing: length, state: MISSING, ...more });

function storeOf(...spans) {
  const store = new Store();
  store.setMap({ revision: 10, lanes: [{ stream: ID, node: 'alder', expected: [[START, NOW]], exact: true, spans }] });
  store.setEdges([edge()]);
  return store;
}

test('an hour takes the place of what it was, and of nothing else', () => {
  const hour = at(16, 3, 0, 0);
  const store = storeOf(span(hour - 60e6, 2 * HOUR, PARTIAL), span(hour + 2 * HOUR, 2e6, MISSING));
  assert.ok(store.setHour({ stream: ID, hour, revision: 11, row: {}, spans: [span(hour + 5e6, 2e6, FILLED)] }));
  assert.deepEqual(
    store.lanes.get(ID)?.spans.map(({ from, to, state, missing }) => [from - hour, to - hour, state, missing]),
    [
      [-60e6, 0, PARTIAL, 60e6],
      [5e6, 7e6, FILLED, 2e6],
      [HOUR, 2 * HOUR - 60e6, PARTIAL, HOUR - 60e6],
      [2 * HOUR, 2 * HOUR + 2e6, MISSING, 2e6],
    ],
  );
});

test('news that are older than the map are none', () => {
  const store = storeOf();
  assert.ok(!store.setHour({ stream: ID, hour: START, revision: 9, row: {}, spans: [span(START, 2e6, MISSING)] }));
  assert.deepEqual(store.lanes.get(ID)?.spans, []);
});

test('a hole is new once, however often it is told', () => {
  const store = storeOf();
  assert.ok(store.setHole(hole('h', START, 2e6)));
  assert.ok(!store.setHole(hole('h', START, 1e6)));
  assert.deepEqual(store.faults().map((one) => [one.id, one.missing]), [['h', 1e6]]);
  assert.ok(!store.setHole(hole('h', START, 0, { ended: NOW })));
  assert.deepEqual(store.faults(), []);
});

test('stretches of partial segments are faults, whole though hours cut them', () => {
  const hour = at(16, 3, 0, 0);
  const store = storeOf(span(hour - 4e6, 4e6, PARTIAL), span(hour, 2e6, PARTIAL), span(hour + 4e6, 2e6, UNCONFIRMED), span(hour + 10e6, 2e6, PARTIAL));
  assert.deepEqual(
    store.faults().map((one) => [one.from - hour, one.to - hour, one.missing, one.state]),
    [
      [-4e6, 2e6, 6e6, PARTIAL],
      [4e6, 6e6, 2e6, UNCONFIRMED],
      [10e6, 12e6, 2e6, PARTIAL],
    ],
  );
});

test('a recording that stands still is a fault, and open at its end', () => {
  const store = storeOf();
  store.setEdges([edge({ state: 'stalled', newest: NOW - 194e6 })]);
  assert.deepEqual(store.faults().map((one) => [one.id, one.stalled]), [[`stalled:${ID}`, true]]);
  assert.deepEqual(store.lane(ID, NOW)?.spans, [span(NOW - 194e6, 194e6, UNCONFIRMED)]);
});

test('of a stream that cannot be read nothing is claimed since it was', () => {
  const store = storeOf();
  store.setEdges([edge({ state: 'unknown', scanned: NOW - 60e6 })]);
  assert.deepEqual(store.lane(ID, NOW)?.spans, [span(NOW - 60e6, 60e6, UNKNOWN)]);
});

test('the lane grows with its edge', () => {
  const store = storeOf();
  store.setEdges([edge({ newest: NOW + 4e6 })]);
  assert.deepEqual(store.lanes.get(ID)?.expected, [[START, NOW + 4e6]]);
});

test('what a window covers', () => {
  const store = storeOf(span(START + 10e6, 8e6, MISSING), span(START + 30e6, 4e6, PARTIAL));
  assert.deepEqual(store.cover(ID, START - HOUR, START + HOUR), { expected: HOUR, missing: 8e6 });
  assert.deepEqual(store.cover(ID, START + 14e6, START + 20e6), { expected: 6e6, missing: 4e6 });
  assert.deepEqual(store.cover('no/such', START, NOW), { expected: 0, missing: 0 });
});

test('the worst that is near a moment', () => {
  const store = storeOf(span(START, 10e6, PARTIAL), span(START + 12e6, 1e6, MISSING), span(START, 10e6, FULL));
  const lane = store.lane(ID, NOW);
  assert.equal(worstAt(lane, START + 5e6, 1e6)?.state, PARTIAL);
  assert.equal(worstAt(lane, START + 9e6, 4e6)?.state, MISSING);
  assert.equal(worstAt(lane, START + 60e6, 1e6), undefined);
});

test('a recording goes on until now, if it did not end long ago', () => {
  const store = storeOf();
  store.setEdges([edge({ newest: NOW - HOUR, state: 'idle' })]);
  assert.equal(store.end(NOW), NOW);
  store.setEdges([edge({ newest: NOW - 30 * HOUR, state: 'idle' })]);
  assert.equal(store.end(NOW), NOW - 30 * HOUR - 1);
  assert.equal(new Store().end(NOW), NOW);
});

test('a recording begins with its first lane, and now where there is none', () => {
  assert.equal(storeOf().begin(NOW), START);
  assert.equal(new Store().begin(NOW), NOW);
});
