import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, clear, Fake, missing, NOW, START, stream } from '../fake.mjs';
import { browserOf, loaded, open, say, says, until } from './support.mjs';

const held = browserOf();

const sections = (page, wanted) =>
  until('sections', () => page.locator('#list ol').evaluateAll((lists) => lists.map((list) => list.getAttribute('aria-label'))), wanted);

test('what is worst stands first, and tiles, list and agent count the same', async (t) => {
  const { page, fake } = await open(t, held);
  await sections(page, [
    'Missing here', 'Unconfirmed', 'Stalled now', 'Only partial copies', 'Filled again',
  ]);
  const list = page.getByRole('list', { name: 'Missing here' });
  assert.match(await list.getByRole('listitem').first().innerText(), /Wed 18 17:32:08\.2\s+8\.2 s\s+480p · not on this node\s+open 3 d/);
  await say(page, '.tile', [
    'Missing 3 18.2 s', 'Unconfirmed 1 4.0 s', 'Stalled now 1 of 2 edges', 'Partial only 4 10.8 s',
  ]);
  const told = await (await fetch(`${fake.address}api/v1/holes?state=open`)).json();
  assert.deepEqual(told.totals.open, { n: 3, us: 18.2e6 });
  await says(page, '#list-title', '9 open holes');
  await says(page, '#verdict', '3 stretches are missing here, 18.2 s in all');
  assert.equal(await page.title(), '3 missing · Segwatch · Long Haul 20');
});

test('a click on a row shows its hour; the address brings it back', async (t) => {
  const { page } = await open(t, held, { at: '' });
  await page.getByRole('button', { name: /Wed 18 17:32:08\.4/ }).click();
  const same = async () => {
    await says(page, '#detail-title', 'Wed 18 Nov, 17:00 to 18:00');
    await says(page, '#readout', /17:32:08\.4 to 17:32:16\.4\s+8\.0 s missing here\s+bus 95:32:08\s+first seen 17:33:03, 3 d ago/);
    assert.match(await page.locator('[aria-current=true]').innerText(), /17:32:08\.4/);
    assert.match(page.url(), /t=2026-11-18T17:32:08\.400Z/);
  };
  await same();
  const address = page.url();
  await page.reload();
  await loaded(page);
  await same();
  assert.equal(page.url(), address);
});

test('a tile shows its section alone, and a chip hides a stream', async (t) => {
  const { page } = await open(t, held);
  const tile = page.getByRole('button', { name: /Partial only/ });
  await tile.click();
  await until('pressed', () => tile.getAttribute('aria-pressed'), 'true');
  await sections(page, ['Only partial copies']);
  await tile.click();
  await page.getByRole('group', { name: 'Streams listed' }).getByRole('button', { name: '480p' }).click();
  await says(page, '#list', /^((?!480p).)*$/s);
  await says(page, '.tile .v', '2 10.0 s');
  await page.waitForURL(/hide=longhaul\/480p/);
});

test('a loss that is marked as known leaves the verdict, and comes back', async (t) => {
  const source = stream('longhaul/source', 77);
  missing(source, at(16, 3, 11, 46), 2e6);
  const { page } = await open(t, held, { streams: [source] });
  await page.getByRole('button', { name: /Mon 16 03:11:46/ }).click();
  await page.getByRole('button', { name: 'Mark as known' }).click();
  await says(page, '#verdict', 'No new loss. 1 known, 2.0 s');
  await page.reload();
  await loaded(page);
  await says(page, '#verdict', 'No new loss. 1 known, 2.0 s');
  await page.getByRole('button', { name: 'Known', exact: true }).click();
  assert.match(await page.getByRole('list', { name: 'Known' }).innerText(), /03:11:46/);
  await page.keyboard.press('k');
  await says(page, '#verdict', '1 stretch is missing here, 2.0 s');
});

test('what was filled again is folded away', async (t) => {
  const { page } = await open(t, held);
  const fold = page.getByRole('button', { name: 'Filled again' });
  assert.equal(await fold.getAttribute('aria-expanded'), 'false');
  await fold.click();
  const row = page.getByRole('list', { name: 'Filled again' }).getByRole('button').first();
  await row.waitFor();
  await row.click();
  await says(page, '#readout', /19:02:00\.0 to 19:02:04\.0\s+4\.0 s filled/);
});

test('nothing wrong', async (t) => {
  const { page } = await open(t, held, { streams: clear(), at: '' });
  await says(page, '#verdict', 'Nothing is missing. Every second has a full copy');
  await says(page, '#list-title', 'No open holes');
  await says(page, '#no-holes', 'Nothing is missing. The last hole, 4.0 s of source, was filled at 19:31:20.');
  await say(page, '.stream .c', ['100 %', '100 %']);
});

test('a share of 99.99999 % is none of 100 %', async (t) => {
  const source = stream('longhaul/source', 77, 0);
  missing(source, START + 1e6, Math.floor((NOW - START) / 1e7));
  const { page } = await open(t, held, { streams: [source] });
  await says(page, '.stream .c', '99.9999 %');
});

test('before the first segment', async (t) => {
  const none = { id: 'longhaul/source', spans: [], holes: [], state: 'idle' };
  const { page } = await open(t, held, { streams: [none], at: '' });
  await says(page, '#verdict', 'Waiting for the first segment');
  await says(page, '#verdict-rest', 'Watching longhaul/source.');
});

test('without a channel', async (t) => {
  const { page } = await open(t, held, { streams: [], at: '' });
  await says(page, '#verdict', 'Waiting for the first segment');
});

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '"\'><script>document.title="owned"</script>',
  '\u202egnp.exe\u202c ${1+1} {{7*7}} &amp; %2e%2e',
  'x'.repeat(255),
];
for (const name of HOSTILE) {
  test(`a name is text: ${name.slice(0, 24)}`, async (t) => {
    const source = stream(`${name}/${name}`.slice(0, 511), 5);
    const second = stream(`other/${name}`, 6);
    missing(source, at(18, 17, 32, 8.4), 8e6);
    const fake = new Fake([source, second]);
    fake.event = { name, start_us: START };
    const { page } = await open(t, held, { fake, at: '' });
    assert.match(await page.title(), /^1 missing · Segwatch · /);
    assert.equal(await page.locator('img, main script').count(), 0);
    await until('the name', async () => (await page.locator('#list .m b').innerText()).includes(name.slice(0, 60)), true);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.setViewportSize({ width: 320, height: 700 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
}

test('many holes come page by page, and are shown in part', async (t) => {
  const source = stream('longhaul/source', 77, 0);
  for (let i = 0; i < 1234; i++) missing(source, START + i * 400e6, 2e6 + i);
  const { page, fake } = await open(t, held, { streams: [source], at: '' });
  assert.equal(fake.requests.filter((one) => one.includes('/holes?') && one.includes('state=open')).length, 3);
  await says(page, '#list-title', '1234 open holes');
  const list = page.getByRole('list', { name: 'Missing here' });
  await until('a part', () => list.getByRole('listitem').count(), 200);
  await page.getByRole('button', { name: 'Show 1034 more' }).click();
  await until('all', () => list.getByRole('listitem').count(), 1234);
});

