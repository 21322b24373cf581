import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, missing, NOW } from '../fake.mjs';
import { browserOf, open, says, until } from './support.mjs';

const held = browserOf();
const connected = (fake) => until('a connection', () => fake.clients.size, 1);

test('a hole that opens is seen at once, and told once; filled, it goes', async (t) => {
  const { page, fake } = await open(t, held);
  await connected(fake);
  const [source] = fake.streams;
  await page.evaluate(() => {
    window.told = [];
    new MutationObserver(() => window.told.push(document.querySelector('#alarm').textContent)).observe(document.querySelector('#alarm'), { childList: true, characterData: true, subtree: true });
  });
  const hole = missing(source, at(21, 12, 0, 0), 6e6);
  fake.tell('open', hole);
  await says(page, '#verdict', '4 stretches are missing here, 24.2 s in all');
  await until('the title', async () => (await page.title()).slice(0, 9), '4 missing');
  await says(page, '.tile .v', '4 24.2 s');
  await page.getByRole('button', { name: /Sat 21 12:00:00/ }).waitFor();
  await until('the cell', () => page.getByRole('gridcell', { name: 'Sat 21 Nov 12:00 UTC, 6.0 s missing here' }).count(), 1);
  fake.tell('change', { ...hole, missing_us: 4e6, revision: 2 });
  await says(page, '#verdict', '4 stretches are missing here, 22.2 s in all');
  await until('it is said', () => page.evaluate(() => window.told), ['New: 6.0 s of source missing here, at 12:00:00.0']);

  source.holes.pop();
  source.spans.pop();
  source.spans.push([hole.from_us, 6e6, 5]);
  fake.tell('fill', { ...hole, missing_us: 0, state: 'filled', ended_us: NOW });
  await says(page, '#verdict', '3 stretches are missing here, 18.2 s in all');
  await until('the row', () => page.getByRole('button', { name: /Sat 21 12:00:00/ }).count(), 0);
  await until('the cell', () => page.getByRole('gridcell', { name: 'Sat 21 Nov 12:00 UTC, complete' }).count(), 1);
  const filled = await page.evaluate((x) => {
    const canvas = document.querySelectorAll('#days canvas')[7];
    const { data } = canvas.getContext('2d').getImageData(Math.round(canvas.width * x), Math.round(canvas.height / 2), 1, 1);
    return '#' + [...data.slice(0, 3)].map((part) => part.toString(16).padStart(2, '0')).join('');
  }, 0.5);
  assert.equal(filled, '#86aedb');
});

test('an event that comes twice counts once', async (t) => {
  const { page, fake } = await open(t, held);
  await connected(fake);
  const hole = missing(fake.streams[0], at(21, 12, 0, 0), 6e6);
  fake.send('hole', { op: 'open', hole }, 'e1.41.101');
  fake.send('hole', { op: 'change', hole: { ...hole, missing_us: 2e6 } }, 'e1.42.102');
  fake.send('hole', { op: 'open', hole }, 'e1.41.101');
  fake.tick();
  await says(page, '#verdict', '4 stretches are missing here, 20.2 s in all');
});

test('silence is told, softly and then loudly; what is known stays; a return repeats nothing', async (t) => {
  const { page, fake } = await open(t, held, { errors: false });
  await connected(fake);
  fake.send('tick', { now_us: NOW, rev: fake.rev });
  await says(page, '#live', 'Live');
  const again = await fake.down();
  await page.clock.runFor(16_000);
  await says(page, '#live', /^No news for 1\d s$/);
  await says(page, '.stream .e', 'edge unknown');
  assert.equal(await page.locator('#banner').isVisible(), false);
  await page.clock.runFor(46_000);
  await says(page, '#banner', /^No word from alder since 19:43:1\d\. What you see is from then; trying again (in \d+ s|now)\.$/);
  assert.equal(await page.locator('#banner').getAttribute('role'), 'alert');
  await says(page, '#list-title', '9 open holes');

  fake.lastEventIds.length = 0;
  const hole = missing(fake.streams[0], at(21, 12, 0, 0), 6e6);
  fake.onConnect = () => fake.tell('open', hole);
  const before = fake.requests.length;
  await again();
  await until('connected again', async () => {
    await page.clock.runFor(4000);
    return fake.clients.size;
  }, 1);
  await says(page, '#live', 'Live');
  await says(page, '#verdict', '4 stretches are missing here, 24.2 s in all');
  await until('the banner', () => page.locator('#banner').isVisible(), false);
  assert.match(fake.lastEventIds[0], /^e1\.40\.\d+$/);
  assert.deepEqual(fake.requests.slice(before).filter((one) => !one.includes('/events')), []);
});

for (const [why, tell] of [
  ['an agent that was started anew', (fake) => fake.send('hello', { boot: (fake.boot = 'b2'), rev: fake.rev, now_us: NOW })],
  ['a resync', (fake) => fake.send('resync', { reason: 'too slow' })],
]) {
  test(`${why} is asked for everything once`, async (t) => {
    const { page, fake } = await open(t, held);
    await connected(fake);
    const before = fake.requests.length;
    missing(fake.streams[0], at(21, 12, 0, 0), 6e6);
    tell(fake);
    await says(page, '#verdict', '4 stretches are missing here, 24.2 s in all');
    const asked = fake.requests.slice(before).map((one) => one.replace(/.*\/v1\//, '').replace(/\?.*?(state=\w+)?(&.*)?$/, ' $1').trim());
    assert.deepEqual(asked.sort(), ['edges', 'holes state=filled', 'holes state=open', 'hours', 'map', 'meta']);
  });
}

test('a full house is tried again when it says', async (t) => {
  let refused = 0;
  const refuse = (route) => {
    refused++;
    return route.fulfill({ status: 503, headers: { 'Retry-After': '30' } });
  };
  const { page, fake } = await open(t, held, { errors: false, prepare: (page) => page.route('**/events', refuse, { times: 1 }) });
  await until('refused', () => refused, 1);
  await page.clock.runFor(20_000);
  assert.equal(fake.clients.size, 0);
  await until('again', async () => {
    await page.clock.runFor(2000);
    return fake.clients.size;
  }, 1);
});

test('an error is told with its address, and what was known stays', async (t) => {
  const { page, fake } = await open(t, held, { errors: false });
  await connected(fake);
  fake.failing = 503;
  fake.send('resync', { reason: 'test' });
  await says(page, '#banner', '/api/v1/meta answered 503: made to fail by the test. What you see may be old.');
  await says(page, '#list-title', '9 open holes');
  fake.failing = 0;
  await until('the banner goes', async () => {
    await page.clock.runFor(3000);
    return page.locator('#banner').isVisible();
  }, false);
});

test('a tab in the background gives its connection back, and goes on where it was', async (t) => {
  const { page, fake } = await open(t, held, {
    prepare: (page) => page.addInitScript(() => Object.defineProperty(document, 'hidden', { get: () => window.away === true })),
  });
  await connected(fake);
  fake.tick();
  const turn = (away) => page.evaluate((value) => {
    window.away = value;
    document.dispatchEvent(new Event('visibilitychange'));
  }, away);
  await turn(true);
  await page.clock.runFor(59_000);
  fake.tick();
  assert.equal(fake.clients.size, 1);
  await page.clock.runFor(2000);
  await until('closed', () => fake.clients.size, 0);
  fake.lastEventIds.length = 0;
  await turn(false);
  await connected(fake);
  assert.match(fake.lastEventIds[0], /^e1\.40\.\d+$/);
});

test('the edges of streams are told as they are', async (t) => {
  const { page, fake } = await open(t, held);
  await connected(fake);
  const [source, low] = fake.streams;
  low.state = 'live';
  low.newest = NOW - 2e6;
  fake.send('edge', { edges: [fake.edge(source), fake.edge(low)] });
  await until('live again', async () => /live, \d+ s/.test(await page.locator('.stream .e').nth(1).innerText()), true);
  await says(page, '#verdict-rest', /^((?!Stalled).)*$/);
});

test('a clock that is wrong is told, and ages go by the agent', async (t) => {
  const { page } = await open(t, held, { prepare: (page) => page.clock.install({ time: NOW / 1000 - 600_000 }) });
  await says(page, '#clock', /19:43:1\d UTC/);
  assert.match(await page.locator('#skew').textContent(), /(9 min 5\d|10 min 00) s behind the agent's/);
});
