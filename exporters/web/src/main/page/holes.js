// The list of what is wrong, most important first, and of what is over.

import { fetchFilledHoles } from './api.js';
import { byId, el, glyph, keyed, made, set, show, text } from './dom.js';
import { sections } from './sort.js';
import { MISSING, PARTIAL } from './states.js';
import { age, DAY, duration } from './time.js';

/** @typedef {import('./types').Page} Page */
/** @typedef {import('./types').Fault} Fault */
/** @typedef {{of: string, title: string, faults: Fault[], head: HTMLElement}} Group a section, or what is folded */

/** Rows of a section until more are asked for. */
const FEW = 200;
const NEWEST = 100;

export class Holes {
  #root = byId('list');
  /** Sections of which everything is shown. @type {Set<string>} */
  #whole = new Set();
  /** Groups that are unfolded. @type {Set<string>} */
  #unfolded = new Set();
  /** @type {{holes: Fault[], total: number} | undefined} */
  #filled;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.#root.addEventListener('click', (event) => {
      const target = /** @type {Element} */ (event.target);
      const row = /** @type {HTMLElement | null} */ (target.closest('.hole'));
      const more = /** @type {HTMLElement | null} */ (target.closest('.more'));
      const fold = /** @type {HTMLElement | null} */ (target.closest('.fold'));
      if (row?.parentElement) page.select(this.#find(/** @type {string} */ (row.parentElement.dataset.key)));
      if (more) this.#toggle(this.#whole, /** @type {string} */ (more.dataset.of));
      if (fold) this.#toggle(this.#unfolded, /** @type {string} */ (fold.dataset.of));
    });
    byId('filters').addEventListener('click', (event) => {
      const chip = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('.chip'));
      if (!chip) return;
      const hidden = new Set(page.view.hidden);
      const id = /** @type {string} */ (chip.dataset.key);
      if (!hidden.delete(id)) hidden.add(id);
      page.look({ hidden });
    });
  }

  /** What was filled, from the agent. */
  async load() {
    this.#filled = await fetchFilledHoles(this.#unfolded.has('filled') ? NEWEST : 1);
  }

  /** One more was filled, as was just heard. @param {Fault} hole */
  filled(hole) {
    if (!this.#filled) return;
    this.#filled.total++;
    this.#filled.holes.unshift(hole);
  }

  /** A hole that is over, by its id. @param {string} id */
  past(id) {
    return this.#filled?.holes.find((hole) => hole.id === id);
  }

  render() {
    const { known, view } = this.page;
    this.#filters();
    const visible = this.page.listed();
    const marked = this.page.store.faults().filter((fault) => known.has(fault.id) && !view.hidden.has(fault.stream));
    const open = visible.length;
    show('list-title', open === 0 ? 'No open holes' : open === 1 ? '1 open hole' : `${open} open holes`);
    /** @type {Group[]} */
    const groups = sections(visible).map(({ filter, faults, glyph: sign, title, why: said }) => ({
      of: filter,
      title,
      faults,
      head: el('h3', {}, glyph(sign), title, el('span', {}, `${faults.length} · ${said}`)),
    }));
    if (marked.length && !view.filter) groups.push(this.#folded('known', 'Known', `${marked.length} · marked in this browser`, marked));
    const filled = this.#filled;
    if (filled?.total && !view.filter) {
      const holes = filled.holes.filter((hole) => !view.hidden.has(hole.stream)).slice(0, NEWEST);
      groups.push(this.#folded('filled', 'Filled again', filled.total > NEWEST ? `${filled.total} · newest ${NEWEST}` : String(filled.total), holes));
    }
    byId('no-holes').hidden = open > 0;
    if (open === 0) this.#nothing();
    keyed(this.#root, groups, (group) => group.of, (group, old) => this.#group(group, old));
    const tolerance = this.page.meta?.tolerance;
    show('tolerance', tolerance ? `Gaps up to ${duration(tolerance)} are none` : '');
  }

  /** Brings the current row into sight. */
  show() {
    this.#root.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {string} of @param {string} title @param {string} why @param {Fault[]} faults */
  #folded(of, title, why, faults) {
    const open = this.#unfolded.has(of);
    const head = el('h3', {}, el('button.fold', { type: 'button', 'aria-expanded': String(open), 'data-of': of }, title), el('span', {}, why));
    return { of, title, faults: open ? faults : [], head };
  }

  /** @param {Group} group @param {HTMLElement | undefined} before */
  #group(group, before) {
    const section = before ?? made('group');
    const { head } = group;
    const old = section.children[0];
    if (old.outerHTML !== head.outerHTML) {
      const focused = old.contains(document.activeElement);
      old.replaceWith(head);
      if (focused) /** @type {HTMLElement | null} */ (head.querySelector('button'))?.focus();
    }
    const few = this.#whole.has(group.of) ? group.faults : group.faults.slice(0, FEW);
    const list = section.children[1];
    set(list, 'aria-label', group.title);
    keyed(list, few, (fault) => fault.id, (fault, row) => this.#row(fault, row));
    section.children[2]?.remove();
    const rest = group.faults.length - few.length;
    if (rest > 0) section.append(el('button.more', { type: 'button', 'data-of': group.of }, `Show ${rest} more`));
    return section;
  }

  /** @param {Fault} fault @param {HTMLElement | undefined} old */
  #row(fault, old) {
    const { view, zone } = this.page;
    const now = this.page.now();
    const bad = fault.state === MISSING && fault.ended === undefined;
    const row = old ?? made('hole-row');
    const button = row.children[0];
    button.classList.toggle('l', bad);
    const is = view.hole === fault.id;
    if (is) set(button, 'aria-current', 'true');
    else button.removeAttribute('aria-current');
    const [when, long, where, ago] = button.children;
    text(when.children[0], zone.name === 'bus' ? '' : `${zone.day(fault.from, now - fault.from > 300 * DAY)} `);
    text(when.children[1], zone.clock(fault.from, fault.from % 1e6 >= 1e5));
    text(long, fault.stalled ? `${duration(now - fault.from)}…` : duration(fault.missing));
    text(where.children[0], this.page.name(fault.stream));
    text(where.children[1], ` · ${why(fault)}`);
    const since = now - (fault.ended ?? fault.firstSeen ?? fault.from);
    const overdue = bad && since > DAY;
    ago.className = fault.stalled || overdue ? 'a hot' : 'a';
    text(ago, fault.stalled ? 'stalled now' : overdue ? `open ${age(since)}` : `${age(since)} ago`);
    return row;
  }

  #filters() {
    const { meta, view } = this.page;
    const streams = meta && meta.streams.length > 1 ? meta.streams : [];
    byId('filters').hidden = streams.length === 0;
    keyed(byId('filters'), streams, (stream) => stream.id, (stream, old) => {
      const chip = old ?? el('button.chip', { type: 'button' });
      text(chip, this.page.name(stream.id));
      set(chip, 'aria-pressed', !view.hidden.has(stream.id));
      return chip;
    });
  }

  #nothing() {
    const { view, zone } = this.page;
    const last = this.#filled?.holes[0];
    const end = last?.ended === undefined ? '' : ` at ${zone.clock(last.ended)}`;
    const chosen = view.filter || view.hidden.size ? ' of what is chosen' : '';
    const story = last && !chosen ? ` The last hole, ${duration(last.to - last.from)} of ${this.page.name(last.stream)}, was filled${end}.` : '';
    show('no-holes', `Nothing${chosen} is missing.${story}`);
  }

  /** @param {string} id */
  #find(id) {
    return this.page.store.faults().find((fault) => fault.id === id) ?? this.past(id);
  }

  /** @param {Set<string>} of @param {string} key */
  #toggle(of, key) {
    if (!of.delete(key)) of.add(key);
    this.render();
    const full = this.#filled && this.#filled.holes.length < Math.min(this.#filled.total, NEWEST);
    if (key === 'filled' && of.has(key) && full)
      this.load()
        .then(() => this.render())
        .catch((error) => this.page.fail(error));
  }
}

/** @param {Fault} fault */
function why(fault) {
  if (fault.stalled) return 'no new segment';
  if (fault.ended !== undefined) return fault.end ?? 'over';
  if (fault.state !== MISSING) return fault.state === PARTIAL ? 'best copy is partial' : 'seen once, or just now';
  if (fault.cause === 'vanished') return 'was here before';
  if (fault.cause === 'deleted') return 'deleted on purpose';
  return fault.missing === fault.to - fault.from ? 'not on this node' : `${duration(fault.to - fault.from)}, filled in part`;
}
