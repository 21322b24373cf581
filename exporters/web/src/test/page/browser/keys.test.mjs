import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf, open, says, until } from './support.mjs';

const held = browserOf();
const focused = (page) => page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.id);
const current = (page) => page.evaluate(() => document.querySelector('[aria-current=true] .w')?.textContent ?? '');

test('arrows move through the map, and the focus goes with them', async (t) => {
  const { page } = await open(t, held);
  await page.locator('[role=gridcell][tabindex="0"]').focus();
  assert.equal(await focused(page), 'Wed 18 Nov 17:00 UTC, 8.0 s missing here');
  for (const [key, hour] of [
    ['ArrowRight', 'Wed 18 Nov 18:00 UTC'],
    ['ArrowUp', 'Tue 17 Nov 18:00 UTC'],
    ['ArrowLeft', 'Tue 17 Nov 17:00 UTC'],
    ['ArrowDown', 'Wed 18 Nov 17:00 UTC'],
    ['End', 'Sat 21 Nov 19:00 UTC'],
    ['Home', 'Sat 14 Nov 18:00 UTC'],
  ]) {
    await page.keyboard.press(key);
    await until(key, async () => (await focused(page)).startsWith(hour), true);
    await until('selected', () => page.evaluate(() => document.activeElement.getAttribute('aria-selected')), 'true');
  }
  await page.keyboard.press('Enter');
  await until('Enter', () => focused(page), 'detail');
});

test('N and P go from hole to hole by their weight, dots by time', async (t) => {
  const { page } = await open(t, held);
  const steps = [
    ['n', '17:32:08.2'], ['n', '17:32:08.4'], ['n', '03:11:46'], ['p', '17:32:08.4'], ['.', '14:20:02'], [',', '17:32:08.4'], [',', '17:32:08.2'], [',', '09:48:12'],
  ];
  for (const [key, time] of steps) {
    await page.keyboard.press(key);
    await until(key, async () => (await current(page)).includes(time) || (await current(page)), true);
  }
});

test('U changes how times are said', async (t) => {
  const { page } = await open(t, held);
  await says(page, '#readout', /^17:32:08\.4 to/);
  await page.keyboard.press('u');
  await says(page, '#readout', /^18:32:08\.4 to/);
  await says(page, '#clock', /Sat 21 Nov 20:43:\d\d local/);
  await page.keyboard.press('u');
  await says(page, '#readout', /^95:32:08\.4 to/);
  await says(page, '#clock', /bus 169:43:\d\d/);
  await page.keyboard.press('u');
  await says(page, '#readout', /^17:32:08\.4 to/);
});

test('zoom, fit, pan, and back to the hour', async (t) => {
  const { page } = await open(t, held);
  const title = '#detail-title';
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  await page.keyboard.press('f');
  await says(page, title, 'Wed 18 Nov, 17:31:12 to 17:33:12');
  await page.waitForURL(/w=120/);
  await page.keyboard.press('f');
  await says(page, title, 'Wed 18 Nov, 17:00 to 18:00');
  await page.keyboard.press('+');
  await says(page, title, /17:1[56]:\d\d to 17:4[56]:\d\d/);
  await page.keyboard.press('-');
  await page.keyboard.press('Shift+ArrowRight');
  await says(page, title, /17:0[56](:\d\d)? to 18:0[56]/);
  await page.keyboard.press('0');
  await says(page, title, 'Wed 18 Nov, 17:00 to 18:00');
  await page.keyboard.press('Escape');
  await until('cleared', () => current(page), '');
});

test('numbers choose a stream, T goes to the table', async (t) => {
  const { page } = await open(t, held);
  await page.keyboard.press('2');
  await says(page, '#map-title', 'Every hour of 480p');
  await page.keyboard.press('t');
  await page.waitForURL(/\/table$/);
});

test('the dialog of keys holds the focus, and gives it back', async (t) => {
  const { page } = await open(t, held);
  await page.getByRole('button', { name: 'Switch to dark theme' }).focus();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await dialog.waitFor();
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('dialog') !== null));
  }
  await page.keyboard.press('n');
  assert.equal(await current(page), '');
  await page.keyboard.press('Escape');
  await until('it is closed', () => dialog.isVisible(), false);
  await until('the focus', () => focused(page), 'Switch to dark theme');
});

test('letters can be switched off, and stay so', async (t) => {
  const { page } = await open(t, held);
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: 'Keys of a single letter' }).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  assert.equal(await current(page), '');
  await page.reload();
  await page.waitForSelector('html:not(.loading)');
  await page.keyboard.press('n');
  assert.equal(await current(page), '');
});

test('every function is reached by Tab alone', async (t) => {
  const { page } = await open(t, held);
  const reached = new Set();
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => {
      const at = document.activeElement;
      return at.closest('.hole') ? 'hole' : at.closest('[role=gridcell]') ? 'cell' : at.closest('.tile') ? 'tile' : at.closest('[role=radio]') ? 'stream' : at.closest('.chip') ? 'chip' : at.dataset.act ?? at.dataset.zone ?? at.textContent.trim();
    }));
  }
  for (const wanted of ['utc', 'local', 'bus', 'd', '?', 'tile', 'stream', 'cell', '<', '>', '-', '+', 'c', 'chip', 'hole', 'Filled again', 'CSV', 'Table'])
    assert.ok(reached.has(wanted), `${wanted} is not among ${[...reached].join(', ')}`);
});

test('streams are chosen by arrows', async (t) => {
  const { page } = await open(t, held);
  await page.getByRole('radio', { name: /source/ }).focus();
  await page.keyboard.press('ArrowDown');
  await until('chosen', () => page.getByRole('radio', { name: /480p/ }).getAttribute('aria-checked'), 'true');
  await says(page, '#detail-sub', '480p · UTC');
});

test('the wheel zooms about the pointer, a drag moves the window', async (t) => {
  const { page } = await open(t, held);
  const box = await page.locator('#window').boundingBox();
  const x = box.x + box.width * (32 / 60 + 8.4 / 3600);
  await page.mouse.move(x, box.y + 40);
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, -100);
  await says(page, '#detail-title', /17:1[89]:\d\d to 17:43:\d\d/);
  await page.mouse.down();
  await page.mouse.move(x - box.width / 4, box.y + 40, { steps: 3 });
  await page.mouse.up();
  await says(page, '#detail-title', /17:2[45]:\d\d to 17:49:\d\d/);
});

test('a short window shows the segments themselves', async (t) => {
  const { page, fake } = await open(t, held, { at: '?s=longhaul/source&t=2026-11-18T17:32:08.400Z&w=120' });
  await until('asked', () => fake.requests.some((one) => one.includes('/segments?')), true);
  const box = await page.locator('#window').boundingBox();
  await until('its name', async () => {
    await page.mouse.move(box.x + box.width * 0.2, box.y + 50);
    await page.mouse.move(box.x + box.width * 0.2 + 1, box.y + 50);
    return /-full-x\.ts/.test(await page.locator('#tip').textContent());
  }, true);
});

test('the link is copied', async (t) => {
  const { page, context } = await open(t, held);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('c');
  await says(page, '#copy', 'Copied');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /\?s=longhaul\/source&t=2026-11-18T17:32:08\.400Z&tz=utc$/);
});
