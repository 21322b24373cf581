// Keys. Those of a single letter are off while a field has the focus, and can be switched off.

import { byId } from './dom.js';
import { DAY, HOUR } from './time.js';

/**
 * @param {Record<string, () => void>} letters what each does
 * @param {import('./map.js').HourMap} map
 * @param {import('./detail.js').Detail} detail
 */
export function listen(letters, map, detail) {
  const switched = /** @type {HTMLInputElement} */ (byId('letters'));
  switched.checked = localStorage.getItem('segwatch.letters') !== 'off';
  switched.addEventListener('change', () => localStorage.setItem('segwatch.letters', switched.checked ? 'on' : 'off'));

  /** @type {Record<string, () => void>} */
  const within = {
    ArrowLeft: () => map.move(-HOUR),
    ArrowRight: () => map.move(HOUR),
    ArrowUp: () => map.move(-DAY),
    ArrowDown: () => map.move(DAY),
    Enter: () => {
      map.open(map.selected);
      detail.focus();
    },
  };

  addEventListener('keydown', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || byId('help').hasAttribute('open')) return;
    if (target.closest('input, textarea, select, [contenteditable]')) return;
    const { key } = event;
    const inMap = map.focused;
    /** @type {(() => void) | undefined} */
    let act;
    if (event.shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight')) act = () => detail.pan(key === 'ArrowLeft' ? -0.1 : 0.1);
    else if (inMap && within[key]) act = within[key];
    else if (key === 'Home') act = () => toMap(map, map.first);
    else if (key === 'End') act = () => toMap(map, undefined);
    else if (switched.checked || key.length > 1) {
      act = letters[key.length === 1 ? key.toLowerCase() : key];
    }
    if (!act) return;
    // Space scrolls in the list and Enter presses: neither is a key here, so nothing is taken away.
    event.preventDefault();
    act();
  });
}

/** @param {import('./map.js').HourMap} map @param {number | undefined} time undefined follows the clock */
function toMap(map, time) {
  const focused = map.focused;
  map.page.look({ time, width: undefined, hole: undefined });
  if (focused) map.focus();
}
