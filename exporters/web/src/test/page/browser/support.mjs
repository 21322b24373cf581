// A browser, a page in it, and what tests ask of both.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';
import { Fake, longhaul, NOW } from '../fake.mjs';

export const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(' ');

/** The hour that the design shows. */
export const SHOWN = '?s=longhaul/source&t=2026-11-18T17:32:08.400Z';

/** One browser for the tests of a file. */
export function browserOf() {
  const held = {};
  before(async () => {
    held.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  });
  after(() => held.browser?.close());
  return held;
}

/**
 * A page on a fake agent; ends with the test. Anything on the console that is no note, and any breach of the policy, fails it.
 */
export async function open(t, held, { streams = longhaul(), at = SHOWN, width = 1440, height = 900, scale = 1, prepare, fake = new Fake(streams), errors = true, clock = true, still = false, ...context } = {}) {
  const address = await fake.listen();
  const within = await held.browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale, timezoneId: 'Europe/Berlin', locale: 'en-GB', ...context });
  const page = await within.newPage();
  const wrong = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && wrong.push(message.text()));
  page.on('pageerror', (error) => wrong.push(error.stack));
  page.setDefaultTimeout(20_000);
  t.after(async () => {
    await within.close();
    await fake.close();
    if (errors) assert.deepEqual(wrong, []);
  });
  if (clock) await page.clock.install({ time: NOW / 1000 });
  await prepare?.(page, fake);
  await page.goto(address + at);
  if (!still) await loaded(page);
  return { page, fake, address, context: within, wrong };
}

export async function loaded(page) {
  await page.waitForSelector('html:not(.loading)');
  await drawn(page);
}

/** Waits until what has changed is on the screen. */
export async function drawn(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Waits until something is so, and says what it was last if it never is. */
export async function until(what, ask, wanted) {
  const end = Date.now() + 20_000;
  let last;
  do {
    last = await ask();
    try {
      assert.deepEqual(last, wanted);
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    }
  } while (Date.now() < end);
  assert.deepEqual(last, wanted, what);
}

/** Waits until an element says something: a text, or what a pattern finds. */
export async function says(page, selector, wanted) {
  const said = () => page.locator(selector).first().innerText();
  if (wanted instanceof RegExp) await until(selector, async () => wanted.test(await said()) || (await said()), true);
  else await until(selector, said, wanted);
}

export const textOf = (page, selector) => page.locator(selector).first().innerText();
/** Waits until elements say something, blanks as they are heard. */
export const say = (page, selector, wanted) =>
  until(selector, async () => (await page.locator(selector).allInnerTexts()).map((one) => one.replace(/\s+/g, ' ')), wanted);
