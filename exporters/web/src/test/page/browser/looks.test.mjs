import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { clear, crowded, longhaul } from '../fake.mjs';
import { browserOf, open, says, until } from './support.mjs';

const held = browserOf();
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

for (const [width, height] of [[1440, 900], [390, 844]]) {
  for (const colorScheme of ['light', 'dark']) {
    for (const [name, streams] of [['faults', longhaul], ['nothing wrong', clear]]) {
      test(`axe finds nothing: ${width} px, ${colorScheme}, ${name}`, async (t) => {
        // The page lets nobody add a script: the checker comes by the back door of the browser.
        const { page } = await open(t, held, { width, height, colorScheme, streams: streams(), bypassCSP: true });
        await page.evaluate(axe);
        for (const dialog of [false, true]) {
          if (dialog) await page.keyboard.press('?');
          const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
          assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`), []);
        }
      });
    }
  }
}

test('nothing is wider than the screen, and nothing too small to hit', async (t) => {
  const { page } = await open(t, held);
  for (const width of [320, 390, 640, 768, 900, 1180, 1181, 1440, 2560]) {
    await page.setViewportSize({ width, height: 800 });
    const found = await page.evaluate(() => ({
      over: document.documentElement.scrollWidth - innerWidth,
      small: [...document.querySelectorAll('button:not([role=gridcell]), a, input, label')]
        .filter((one) => one.offsetParent && !one.matches('input'))
        .map((one) => [one.outerHTML.slice(0, 60), one.getBoundingClientRect()])
        .filter(([, box]) => box.height < 23.9 || box.width < 23.9)
        .map(([html, box]) => `${html} ${box.width}x${box.height}`),
    }));
    assert.ok(found.over <= 0, `${width}: ${found.over} px too wide`);
    assert.deepEqual(found.small, [], `at ${width}`);
  }
});

test('verdict, map and detail are seen without scrolling', async (t) => {
  const { page } = await open(t, held);
  for (const selector of ['#verdict', '#days', '#detail-title', '#readout']) {
    const box = await page.locator(selector).boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 900, `${selector} ends at ${box.y + box.height}`);
  }
  assert.equal(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), true);
});

test('the page is small, comes from one place, and breaks no rule of its own', async (t) => {
  const asked = [];
  const { page, fake, address } = await open(t, held, { at: '', prepare: (page) => page.on('request', (one) => asked.push(one.url())) });
  assert.deepEqual(asked.filter((one) => !one.startsWith(address)), []);
  t.diagnostic(`first load: ${fake.bytes} bytes in ${asked.length} requests`);
  assert.ok(fake.bytes <= 60_000, `${fake.bytes} bytes`);
  assert.equal(await page.evaluate(() => document.fonts.size), 0);
});

test('the theme is the one of the system until it is switched, and then stays', async (t) => {
  const { page } = await open(t, held, { colorScheme: 'dark' });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await until('dark', ground, 'rgb(10, 15, 20)');
  await page.emulateMedia({ colorScheme: 'light' });
  await until('light', ground, 'rgb(243, 245, 248)');
  await page.keyboard.press('d');
  await until('dark again', ground, 'rgb(10, 15, 20)');
  await page.reload();
  await page.waitForSelector('html:not(.loading)');
  assert.equal(await ground(), 'rgb(10, 15, 20)');
});

test('in print there are no controls, and all rows', async (t) => {
  const { page } = await open(t, held);
  await page.emulateMedia({ media: 'print' });
  for (const selector of ['.seg', '.ico', '.live', '.navs', '.filters']) assert.equal(await page.locator(selector).first().isVisible(), false, selector);
  assert.equal(await page.locator('.scroll').evaluate((box) => box.scrollHeight <= box.clientHeight + 1), true);
  assert.ok((await page.pdf({ printBackground: true })).length > 10_000);
});

test('nothing moves for those who want it still', async (t) => {
  const { page } = await open(t, held);
  const motion = () => page.locator('#live i').evaluate((dot) => getComputedStyle(dot).animationName);
  assert.equal(await motion(), 'breathe');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  assert.equal(await motion(), 'none');
});

test('forced colours leave the marks their colours, and what is chosen its frame', async (t) => {
  const { page } = await open(t, held);
  await page.emulateMedia({ forcedColors: 'active' });
  assert.equal(await page.locator('[aria-selected=true]').evaluate((cell) => getComputedStyle(cell).outlineStyle), 'solid');
  assert.equal(await page.locator('.gl').first().evaluate((one) => getComputedStyle(one).forcedColorAdjust), 'none');
});

test('without script there is the way to the table', async (t) => {
  const { page } = await open(t, held, { javaScriptEnabled: false, still: true });
  await page.getByRole('link', { name: 'the table' }).click();
  await page.waitForURL(/\/table$/);
});

test('so many marks that some are drawn as one are told so; a repaint is timed', async (t) => {
  const streams = Array.from({ length: 8 }, (_, i) => ({ ...crowded(`longhaul/q${i}`, 4000, i), exact: false }));
  const { page } = await open(t, held, {
    streams,
    at: '',
    clock: false,
    prepare: (page) => page.addInitScript(() => {
      window.frames_ = [];
      const ask = window.requestAnimationFrame.bind(window);
      window.requestAnimationFrame = (act) => ask((time) => {
        const start = performance.now();
        act(time);
        window.frames_.push(performance.now() - start);
      });
    }),
  });
  assert.equal(await page.locator('#approximate').isVisible(), true);
  const times = [];
  for (let i = 0; i < 20; i++) {
    await page.evaluate(() => (window.frames_.length = 0));
    await page.keyboard.press(i % 2 ? '1' : '2');
    await page.waitForFunction(() => window.frames_.length > 0);
    times.push(await page.evaluate(() => Math.max(...window.frames_)));
  }
  times.sort((a, b) => a - b);
  t.diagnostic(`repaint of 4,000 marks, everything on the page: median ${times[10].toFixed(0)} ms, worst ${times[19].toFixed(0)} ms`);
  await says(page, '#list-title', /open holes$/);
});
