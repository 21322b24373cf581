import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, START } from '../fake.mjs';
import { age, DAY, duration, fromIso, HOUR, iso, number, percent, Zone } from '../../../main/page/time.js';

process.env.TZ = 'Europe/Berlin';
const utc = new Zone('utc', START);
const bus = new Zone('bus', START);
const local = new Zone('local', START);
const hole = at(18, 17, 32, 8.4);

test('a moment is said in each zone, cut and not rounded', () => {
  assert.equal(utc.clock(hole, true), '17:32:08.4');
  assert.equal(utc.clock(hole + 99_999, true), '17:32:08.4');
  assert.equal(local.clock(hole), '18:32:08');
  assert.equal(bus.clock(hole), '95:32:08');
  assert.equal(bus.clock(START - 1e6), '−0:00:01');
  assert.equal(utc.day(hole), 'Wed 18 Nov');
  assert.equal(bus.day(hole), 'Day 4');
});

test('rows begin at midnight, or where the event did', () => {
  assert.equal(utc.row(hole), at(18, 0, 0, 0));
  assert.equal(local.row(hole), at(17, 23, 0, 0));
  assert.equal(bus.row(hole), START + 3 * DAY);
  assert.equal(bus.hour(hole), at(18, 17, 0, 0));
});

test('a zone with half an hour has hours of its own', () => {
  process.env.TZ = 'Asia/Kolkata';
  assert.equal(local.hour(hole), at(18, 17, 30, 0));
  process.env.TZ = 'Europe/Berlin';
});

test('rows keep the offset of the start, and say by how much the wall differs', () => {
  const start = Date.UTC(2026, 9, 23, 12) * 1000;
  const zone = new Zone('local', start);
  const sunday = zone.row(Date.UTC(2026, 9, 25, 12) * 1000);
  assert.equal(sunday, Date.UTC(2026, 9, 24, 22) * 1000);
  assert.equal(zone.shift(sunday), -1);
  assert.equal(zone.shift(sunday - DAY), 0);
  assert.equal(utc.shift(sunday), 0);
});

test('lengths', () => {
  for (const [us, words] of [
    [0, '0.0 s'], [400, 'under 1 ms'], [12_000, '12 ms'], [8e6, '8.0 s'], [59.96e6, '1 min 00 s'], [194e6, '3 min 14 s'],
    [9_938e6, '2 h 45 min'], [3599.6e6, '1 h 00 min'], [76 * HOUR, '3 d 4 h'],
  ])
    assert.equal(duration(us), words);
});

test('ages', () => {
  assert.equal(age(59e6), 'under 1 min');
  assert.equal(age(31 * 60e6), '31 min');
  assert.equal(age(47 * HOUR), '47 h');
  assert.equal(age(5.9 * DAY), '5 d');
});

test('a percentage is floored: 100 % is said of what is whole alone', () => {
  assert.equal(percent(0, 600e9), '100 %');
  assert.equal(percent(1, 31 * DAY), '99.9999 %');
  assert.equal(percent(1, 1e7), '99.9999 %'); // 99.99999 %
  assert.equal(percent(10e6, 600e9), '99.9983 %');
  assert.equal(percent(5, 5), '0.0000 %');
  assert.equal(percent(0, 0), '–');
});

test('numbers in groups of three', () => {
  assert.equal(number(3592, 1), '3\u202f592.0');
  assert.equal(number(999), '999');
  assert.equal(number(1234567), '1\u202f234\u202f567');
});

test('times in an address go there and back, to the microsecond', () => {
  assert.equal(iso(hole), '2026-11-18T17:32:08.400Z');
  for (const t of [hole, hole + 1, START, 0]) assert.equal(fromIso(iso(t)), t);
  for (const wrong of ['', 'now', '2026-11-18', '2026-13-18T00:00Z', '2026-11-18T17:32:08+01:00']) assert.ok(Number.isNaN(fromIso(wrong)), wrong);
});
