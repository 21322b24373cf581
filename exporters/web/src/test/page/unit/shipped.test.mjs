// What goes to a browser.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const folder = new URL('../../../main/page/', import.meta.url);
const html = readFileSync(new URL('index.html', folder), 'utf8');
const modules = readdirSync(folder).filter((name) => name.endsWith('.js'));

test('every module is asked for at once', () => {
  const named = [...html.matchAll(/modulepreload" href="assets\/([\w.]+)"/g)].map((found) => found[1]);
  assert.deepEqual(named.sort(), modules.sort());
});

test('nothing is inline: the policy of the page forbids it', () => {
  assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|<script(?![^>]*src=)/i);
});

test('nothing is fetched from elsewhere', () => {
  for (const name of ['index.html', 'page.css', ...modules]) {
    const text = readFileSync(new URL(name, folder), 'utf8');
    assert.doesNotMatch(text, /https?:\/\/|@import|url\(|innerHTML\s*=[^=]|insertAdjacentHTML|document\.write/, name);
  }
});
