import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, chance } from '../fake.mjs';
import { clampWidth, format, parse } from '../../../main/page/url.js';

const VIEW = {
  stream: 'longhaul/source',
  time: at(18, 17, 32, 8.4),
  width: 3600e6,
  zone: 'utc',
  filter: 'missing',
  hole: 'h_1042',
  hidden: new Set(['longhaul/480p']),
  theme: 'dark',
};

test('an address says what is looked at, so that people can read it', () => {
  assert.equal(
    format(VIEW),
    '?s=longhaul/source&t=2026-11-18T17:32:08.400Z&w=3600&tz=utc&f=missing&h=h_1042&hide=longhaul/480p&theme=dark',
  );
});

test('it comes back as it was', () => {
  assert.deepEqual(parse(format(VIEW)), VIEW);
  const hostile = { ...VIEW, stream: 'a&b=<script>/ü "\'#%\u202e', hole: undefined };
  assert.equal(parse(format(hostile)).stream, hostile.stream);
});

test('what is not known is left out, never an error', () => {
  assert.deepEqual(parse('?t=yesterday&w=-3&tz=mars&f=lost&theme=pink&x=1&s='), {});
  assert.deepEqual(parse('?w=1e99&t=999999-01-01T00:00Z'), {});
  const random = chance(3);
  for (let i = 0; i < 2000; i++) {
    const junk = Array.from({ length: 30 }, () => String.fromCharCode(32 + Math.floor(random() * 200))).join('');
    parse(`?${['s', 't', 'w', 'tz', 'f', 'h', 'hide', 'theme'].map((key) => `${key}=${junk}`).join('&')}`);
    parse(junk);
  }
});

test('a window is ten seconds at least, and a day at most', () => {
  assert.equal(clampWidth(1), 10e6);
  assert.equal(clampWidth(1e15), 86_400e6);
  assert.equal(parse('?w=2').width, 10e6);
});
