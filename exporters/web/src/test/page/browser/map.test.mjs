import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, HOUR, missing, NOW, stream } from '../fake.mjs';
import { browserOf, open, says, until } from './support.mjs';

const held = browserOf();

test('the map is a grid that says in words what each hour is', async (t) => {
  const { page } = await open(t, held);
  const grid = page.getByRole('grid', { name: 'Every hour of source' });
  assert.equal(await grid.getByRole('row').count(), 8);
  assert.equal(await grid.getByRole('gridcell').count(), 192);
  assert.equal(await grid.getByRole('gridcell', { name: /Wed 18 Nov 17:00 UTC.*8\.0 s missing here/ }).count(), 1);
  assert.equal(await grid.getByRole('gridcell', { name: 'Sat 14 Nov 12:00 UTC, not recorded' }).count(), 1);
  assert.equal(await grid.getByRole('gridcell', { name: 'Sat 21 Nov 19:00 UTC, 4.0 s unconfirmed' }).count(), 1);
  assert.equal(await page.locator('[role=gridcell][tabindex="0"]').count(), 1);
});

for (const scale of [1, 2]) {
  for (const width of [320, 390, 1440, 2560]) {
    test(`a hole of two seconds is seen at ${width} px, ${scale} to the point`, async (t) => {
      const { page } = await open(t, held, { width, height: 800, scale });
      const found = await page.evaluate(
        ({ second, row }) => {
          const canvas = document.querySelectorAll('#days canvas')[row];
          const lost = getComputedStyle(document.documentElement).getPropertyValue('--lost').match(/#\w{6}/)[0];
          const { data } = canvas.getContext('2d').getImageData(0, Math.round(canvas.height / 2), canvas.width, 1);
          const columns = [];
          for (let x = 0; x < canvas.width; x++) {
            const colour = '#' + [...data.slice(x * 4, x * 4 + 3)].map((part) => part.toString(16).padStart(2, '0')).join('');
            if (colour === lost) columns.push(x);
          }
          return { columns, wanted: (second / 86400) * canvas.width };
        },
        { second: 3 * 3600 + 11 * 60 + 46, row: 2 },
      );
      assert.ok(found.columns.length >= 3 * scale, `${found.columns.length} columns`);
      for (const x of found.columns) assert.ok(Math.abs(x + 0.5 - found.wanted) <= 2 * scale, `${x} is not near ${found.wanted}`);
    });
  }
}

test('a click on an hour shows it below, and the address says so', async (t) => {
  const { page } = await open(t, held);
  await page.getByRole('gridcell', { name: /Mon 16 Nov 03:00/ }).click();
  await says(page, '#detail-title', 'Mon 16 Nov, 03:00 to 04:00');
  assert.match(page.url(), /t=2026-11-16T03:00:00\.000Z/);
  await until('it is chosen', () => page.locator('[aria-selected=true]').getAttribute('aria-label'), 'Mon 16 Nov 03:00 UTC, 2.0 s missing here');
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('#detail-title').textContent === 'Wed 18 Nov, 17:00 to 18:00');
});

test('a drag across the map chooses a range', async (t) => {
  const { page } = await open(t, held);
  const row = await page.locator('.hrs').nth(4).boundingBox();
  await page.mouse.move(row.x + (row.width * 6) / 24, row.y + 20);
  await page.mouse.down();
  await page.mouse.move(row.x + (row.width * 10) / 24, row.y + 20, { steps: 5 });
  await until('a band', () => page.locator('.band').count(), 1);
  await page.mouse.up();
  await until('no band', () => page.locator('.band').count(), 0);
  await says(page, '#detail-title', /^Wed 18 Nov, 0[56]:\d\d(:\d\d)? to (09:5\d|10:0\d)/);
});

test('the pointer says what is there, and snaps to what is near', async (t) => {
  const { page } = await open(t, held);
  const row = await page.locator('.hrs').nth(2).boundingBox();
  await page.mouse.move(row.x + (row.width * 11506) / 86400 + 3, row.y + 20);
  await says(page, '#tip', /Mon 16 Nov 03:11:46\.0 · 2\.0 s\s+alder\s+missing here/);
  await page.mouse.move(row.x + row.width / 2, row.y + 20);
  await says(page, '#tip', /Mon 16 Nov 12:00:\d\d\s+alder\s+complete/);
  await page.mouse.move(5, 5);
  await until('no tip', () => page.locator('#tip').isVisible(), false);
});

test('rows begin where the event did in bus time', async (t) => {
  const { page } = await open(t, held, { at: '?s=longhaul/source&t=2026-11-18T17:32:08.400Z&tz=bus' });
  await says(page, '.day .d', 'Day 1\n0 h');
  assert.equal(await page.locator('.day').count(), 8);
  assert.equal(await page.getByRole('gridcell', { name: /Bus 95:00, 8\.0 s missing here/ }).count(), 1);
  await says(page, '#detail-title', 'Bus 95:00 to 96:00');
});

test('what could not be read is hatched, and nothing is claimed of it', async (t) => {
  const source = stream('longhaul/source', 77);
  source.state = 'unknown';
  source.newest = NOW - 4 * HOUR;
  source.unknownFrom = NOW - 4 * HOUR;
  missing(source, at(16, 3, 11, 46), 2e6);
  source.spans.push([at(21, 10, 0, 0), 4e6, 3]);
  const { page } = await open(t, held, { streams: [source] });
  assert.match(await page.getByRole('gridcell', { name: /Sat 21 Nov 17:00/ }).getAttribute('aria-label'), /1 h 00 min unknown/);
  await says(page, '#verdict', '1 stretch is missing here, 2.0 s');
  await says(page, '#verdict-rest', /something is unknown/);
  await says(page, '#list', /Unconfirmed/);
  await says(page, '.stream .e', 'edge unknown');
  const colours = await page.evaluate(() => {
    const canvas = document.querySelectorAll('#days canvas')[7];
    const { data } = canvas.getContext('2d').getImageData(Math.round((canvas.width * 17.5) / 24), 12, 24, 22);
    return new Set(Array.from({ length: data.length / 4 }, (_, i) => data.slice(i * 4, i * 4 + 3).join())).size;
  });
  assert.ok(colours > 3, 'a hatch has lines and ground');
});
