// The page on a real agent, which watches BASE and answers at SEGWATCH_URL: `PageIT` of src/e2e starts both.

import assert from 'node:assert/strict';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOf, loaded, says, until } from '../browser/support.mjs';

const URL_ = process.env.SEGWATCH_URL;
const HOUR = join(process.env.BASE, 'desertbus/source/2025-11-10T04');
const ASIDE = join(process.env.BASE, '..');
const held = browserOf();

async function open(t, options = {}) {
  const context = await held.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  const sent = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && wrong.push(message.text()));
  page.on('pageerror', (error) => wrong.push(error.stack));
  page.on('request', (request) => sent.push(request.url()));
  t.after(async () => {
    await context.close();
    assert.deepEqual(wrong, []);
    assert.deepEqual(sent.filter((one) => !one.startsWith(URL_)), []);
  });
  await page.goto(URL_);
  if (options.javaScriptEnabled !== false) await loaded(page);
  return page;
}

test('the page shows what the agent found', async (t) => {
  const page = await open(t);
  await says(page, '#live', 'Live');
  await says(page, '#verdict', '1 stretch is missing here, 1 min 00 s');
  assert.equal(await page.getByRole('gridcell', { name: 'Mon 10 Nov 03:00 UTC, 1 min 00 s missing here' }).count(), 1);
  assert.equal(await page.getByRole('gridcell', { name: 'Mon 10 Nov 04:00 UTC, complete' }).count(), 1);
  await page.getByRole('button', { name: /Mon 10 Nov 03:10:00/ }).click();
  await says(page, '#readout', /^03:10:00\.0 to 03:11:00\.0\s+1 min 00 s missing here/);
  await says(page, '#readout', /covered 3\s540\.0 of 3\s600 s/);
  const told = await (await fetch(`${URL_}api/v1/holes?state=open`)).json();
  assert.deepEqual(told.holes.map((hole) => hole.missing_us), [60_000_000]);
});

test('a hole is seen as it opens, and gone as it is filled', async (t) => {
  const page = await open(t);
  const lost = (await readdir(HOUR)).sort().slice(30, 33);
  const move = (from, to) => Promise.all(lost.map((name) => rename(join(from, name), join(to, name))));
  await move(HOUR, ASIDE);
  await says(page, '#verdict', /^2 stretches are missing here/);
  await until('its cell', () => page.getByRole('gridcell', { name: /Mon 10 Nov 04:00 UTC, .*missing here/ }).count(), 1);
  assert.match(await page.locator('#alarm').textContent(), /^New: .* of source missing here, at 04:/);
  await move(ASIDE, HOUR);
  await says(page, '#verdict', '1 stretch is missing here, 1 min 00 s');
  await until('its cell', () => page.getByRole('gridcell', { name: /Mon 10 Nov 04:00 UTC, complete/ }).count(), 1);
});

test('the segments of a short window are the real ones', async (t) => {
  const page = await open(t);
  const answered = page.waitForResponse(/\/segments\?/);
  await page.goto(`${URL_}?t=2025-11-10T04:10:00Z&w=60`);
  assert.equal((await answered).status(), 200);
  assert.ok((await (await answered).json()).segments.length > 1);
});

test('without script the table says the same, a row for each hour and lane', async (t) => {
  const page = await open(t, { javaScriptEnabled: false });
  await page.getByRole('link', { name: 'the table' }).click();
  await page.waitForURL(/\/table$/);
  const { rows } = await (await fetch(`${URL_}api/v1/hours`)).json();
  assert.equal(await page.locator('tbody tr').count(), rows.length);
});

test('what may be kept is kept, and nothing else may run', async () => {
  const answer = await fetch(URL_);
  const html = await answer.text();
  assert.match(answer.headers.get('content-security-policy'), /^default-src 'none'; script-src 'self'; style-src 'self'/);
  assert.equal(answer.headers.get('cache-control'), 'no-cache');
  const script = /src="(assets\/[0-9a-f]+\/app\.js)"/.exec(html)[1];
  const kept = await fetch(URL_ + script);
  assert.match(kept.headers.get('cache-control'), /immutable/);
  assert.match(kept.headers.get('content-type'), /^text\/javascript/);
});
