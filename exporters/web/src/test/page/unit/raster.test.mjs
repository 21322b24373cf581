import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chance } from '../fake.mjs';
import { rasterise, runs } from '../../../main/page/raster.js';

const LEAST = [0, 1, 1, 3, 3, 3, 3];
const least = (state) => LEAST[state];

/** Spans of chance, and a window that need not hold them. */
function scene(random) {
  const spans = Array.from({ length: 1 + Math.floor(random() * 60) }, () => {
    const from = Math.floor(random() * 1e6);
    return { from, to: from + 1 + Math.floor(random() ** 4 * 2e5), state: 1 + Math.floor(random() * 6) };
  });
  const t0 = Math.floor(random() * 8e5) - 1e5;
  return { spans, t0, t1: t0 + 100 + Math.floor(random() ** 2 * 1e6), width: 20 + Math.floor(random() * 2000) };
}

test('every span has a column that shows it or worse, at every zoom', () => {
  const random = chance(1);
  for (let i = 0; i < 3000; i++) {
    const { spans, t0, t1, width } = scene(random);
    const columns = rasterise(spans, t0, t1, width, least);
    for (const { from, to, state } of spans) {
      if (to <= t0 || from >= t1) continue;
      const first = Math.floor(((Math.max(from, t0) - t0) / (t1 - t0)) * width);
      const end = Math.ceil(((Math.min(to, t1) - t0) / (t1 - t0)) * width);
      const near = columns.slice(Math.max(0, first - 3), end + 3);
      assert.ok(Math.max(...near) >= state, `scene ${i}: ${from} to ${to} is not shown`);
    }
  }
});

test('no column is worse than the worst that is near', () => {
  const random = chance(2);
  for (let i = 0; i < 1000; i++) {
    const { spans, t0, t1, width } = scene(random);
    const columns = rasterise(spans, t0, t1, width, least);
    const perPixel = (t1 - t0) / width;
    columns.forEach((state, x) => {
      if (state === 0) return;
      const from = t0 + (x - 3) * perPixel;
      const to = t0 + (x + 4) * perPixel;
      const worst = Math.max(0, ...spans.filter((span) => span.from <= to && span.to >= from).map((span) => span.state));
      assert.ok(state <= worst, `scene ${i}: column ${x}`);
    });
  }
});

test('the shortest hole takes its least width, also at the ends of the lane', () => {
  for (const from of [0, 500, 999]) {
    const columns = rasterise([{ from, to: from + 1, state: 6 }], 0, 1000, 100, () => 5);
    assert.deepEqual(runs(columns).filter((run) => run.state === 6).map((run) => run.width), [5]);
  }
});

test('a lane narrower than the least width is full of it', () => {
  assert.deepEqual([...rasterise([{ from: 0, to: 1, state: 6 }], 0, 1000, 2, () => 5)], [6, 6]);
});

test('the worst wins, whatever the order', () => {
  const spans = [{ from: 0, to: 10, state: 6 }, { from: 0, to: 10, state: 2 }];
  for (const order of [spans, spans.toReversed?.() ?? [...spans].reverse()])
    assert.deepEqual([...rasterise(order, 0, 10, 3, () => 1)], [6, 6, 6]);
});

test('what lies outside leaves no mark', () => {
  const spans = [{ from: -5, to: 0, state: 6 }, { from: 10, to: 20, state: 6 }];
  assert.deepEqual([...rasterise(spans, 0, 10, 4, () => 3)], [0, 0, 0, 0]);
});

test('neighbours that show the same are one run', () => {
  assert.deepEqual(runs(new Uint8Array([1, 1, 6, 1])), [
    { state: 1, x: 0, width: 2 },
    { state: 6, x: 2, width: 1 },
    { state: 1, x: 3, width: 1 },
  ]);
});
