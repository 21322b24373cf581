// The pictures of the README, of the page as the build has pressed it: `run pictures FOLDER`.

import { chromium } from 'playwright-core';
import { Fake, longhaul, NOW } from './fake.mjs';
import { FLAGS, loaded, SHOWN } from './browser/support.mjs';

const folder = process.argv[2];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
for (const colorScheme of ['light', 'dark']) {
  const fake = new Fake(longhaul());
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme, reducedMotion: 'reduce', timezoneId: 'UTC' });
  await page.clock.setFixedTime(NOW / 1000);
  await page.goto((await fake.listen()) + SHOWN);
  await loaded(page);
  await page.getByRole('button', { name: /Wed 18 17:32:08\.4/ }).click();
  await page.mouse.move(0, 0);
  await page.locator('[aria-current=true]').waitFor();
  await page.screenshot({ path: `${folder}/page-${colorScheme}.png` });
  await page.close();
  await fake.close();
}
await browser.close();
