// The colours of the style sheet, as people see them who see other colours (Machado, Oliveira, Fernandes 2009, severity 1).

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('../../../main/page/page.css', import.meta.url), 'utf8');
const THEMES = ['light', 'dark'].map((name, i) => ({
  name,
  colour: (token) => {
    const found = css.match(new RegExp(`--${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`));
    assert.ok(found, `the style sheet has no --${token}`);
    return found[1 + i];
  },
}));

const VISIONS = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

const linear = (hex) =>
  [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
const seen = (hex, matrix) => {
  const rgb = linear(hex);
  return matrix.map((row) => Math.min(1, Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2])));
};
const luminance = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (a, b) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

function lab([r, g, b]) {
  const f = (t) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return { l: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z) };
}

/** CIEDE2000. */
function difference(one, other) {
  const rad = Math.PI / 180;
  const pow7 = (c) => Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7));
  const g = 0.5 * (1 - pow7((Math.hypot(one.a, one.b) + Math.hypot(other.a, other.b)) / 2));
  const polar = ({ l, a, b }) => {
    const wide = a * (1 + g);
    return { l, c: Math.hypot(wide, b), h: wide || b ? (Math.atan2(b, wide) / rad + 360) % 360 : 0 };
  };
  const p = polar(one);
  const q = polar(other);
  let turn = q.h - p.h;
  if (p.c * q.c === 0) turn = 0;
  else if (Math.abs(turn) > 180) turn -= Math.sign(turn) * 360;
  const hue = p.c * q.c === 0 ? p.h + q.h : (p.h + turn / 2 + 360) % 360;
  const l = (p.l + q.l) / 2;
  const c = (p.c + q.c) / 2;
  const cos = (degrees) => Math.cos(degrees * rad);
  const t = 1 - 0.17 * cos(hue - 30) + 0.24 * cos(2 * hue) + 0.32 * cos(3 * hue + 6) - 0.2 * cos(4 * hue - 63);
  const dl = (q.l - p.l) / (1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2));
  const dc = (q.c - p.c) / (1 + 0.045 * c);
  const dh = (2 * Math.sqrt(p.c * q.c) * Math.sin((turn * rad) / 2)) / (1 + 0.015 * c * t);
  const rotate = -2 * pow7(c) * Math.sin(60 * rad * Math.exp(-(((hue - 275) / 25) ** 2)));
  return Math.sqrt(dl ** 2 + dc ** 2 + dh ** 2 + rotate * dc * dh);
}

test('the difference is the one of the standard', () => {
  // From the test data of Sharma, Wu, Dalal 2005.
  assert.equal(difference({ l: 50, a: 2.6772, b: -79.7751 }, { l: 50, a: 0, b: -82.7485 }).toFixed(4), '2.0425');
  assert.equal(difference({ l: 50, a: 2.5, b: 0 }, { l: 73, a: 25, b: -18 }).toFixed(4), '27.1492');
});

for (const { name, colour } of THEMES) {
  test(`marks stand out from the panel, ${name}`, () => {
    for (const mark of ['part', 'rec', 'lost']) {
      const found = contrast(linear(colour(mark)), linear(colour('panel')));
      assert.ok(found >= 2.95, `--${mark}: ${found.toFixed(2)}`); // 3.0 as printed
    }
  });

  test(`text can be read, ${name}`, () => {
    for (const text of ['ink', 'ink2', 'ink3', 'acc', 'ok', 'partT', 'recT', 'lostT'])
      for (const ground of ['panel', 'sunk', 'page']) {
        const found = contrast(linear(colour(text)), linear(colour(ground)));
        assert.ok(found >= 4.5, `--${text} on --${ground}: ${found.toFixed(2)}`);
      }
  });

  test(`states differ for all eyes, ${name}`, () => {
    const states = ['full', 'part', 'rec', 'lost'];
    for (const [vision, matrix] of Object.entries(VISIONS))
      for (const a of states)
        for (const b of states.slice(states.indexOf(a) + 1)) {
          const found = difference(lab(seen(colour(a), matrix)), lab(seen(colour(b), matrix)));
          assert.ok(found >= 15, `${vision}: --${a} and --${b}: ${found.toFixed(1)}`);
        }
  });

  test(`what is lost stands out by its brightness alone, ${name}`, () => {
    for (const [vision, matrix] of Object.entries(VISIONS)) {
      const found = contrast(seen(colour('lost'), matrix), seen(colour('full'), matrix));
      assert.ok(found >= 3.95, `${vision}: ${found.toFixed(2)}`);
    }
  });
}
