// Times are integers: microseconds UTC, as in the API. A zone is a way to say them.

export const SECOND = 1e6;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
const local = (/** @type {number} */ t) => -new Date(t / 1000).getTimezoneOffset() * MINUTE;

/** @typedef {'utc' | 'local' | 'bus'} ZoneName */
/** @type {ZoneName[]} */
export const ZONES = ['utc', 'local', 'bus'];

export class Zone {
  /**
   * @param {ZoneName} name bus time counts on from the start of the event, past 24 hours
   * @param {number} start of the event
   */
  constructor(name, start) {
    this.name = name;
    this.start = start;
  }

  /** @param {number} t */
  offset(t) {
    return this.name === 'bus' ? -this.start : this.name === 'local' ? local(t) : 0;
  }

  /** The begin of the row of the map that holds a time; the offset of the start holds for every row. */
  row(/** @type {number} */ t) {
    const offset = this.offset(this.start);
    return Math.floor((t + offset) / DAY) * DAY - offset;
  }

  /** The hour of the map that holds a time. */
  hour(/** @type {number} */ t) {
    const row = this.row(t);
    return row + Math.floor((t - row) / HOUR) * HOUR;
  }

  /** `17:32:08`, with tenths if asked: cut, not rounded, as clocks are. */
  clock(/** @type {number} */ t, tenths = false) {
    const at = t + this.offset(t);
    const within = this.name === 'bus' ? Math.abs(at) : ((at % DAY) + DAY) % DAY;
    const hours = Math.floor(within / HOUR);
    const text = `${this.name === 'bus' ? hours : two(hours)}:${two(Math.floor(within / MINUTE) % 60)}:${two(Math.floor(within / SECOND) % 60)}`;
    const sign = this.name === 'bus' && at < 0 ? '−' : '';
    return sign + text + (tenths ? `.${Math.floor(within / 1e5) % 10}` : '');
  }

  /** `17:32`; in bus time `95:32`. */
  minutes(/** @type {number} */ t) {
    return this.clock(t).slice(0, -3);
  }

  /** `Wed 18 Nov`; in bus time `Day 4`. */
  day(/** @type {number} */ t, month = true) {
    if (this.name === 'bus') return `Day ${Math.floor((t - this.start) / DAY) + 1}`;
    const date = this.#date(t);
    return `${DAYS[date.getUTCDay()]} ${date.getUTCDate()}${month ? ` ${this.month(t)}` : ''}`;
  }

  month(/** @type {number} */ t) {
    return MONTHS[this.#date(t).getUTCMonth()];
  }

  /** Hours by which a clock on the wall is ahead of the first row's, where summer time ends or begins inside. */
  shift(/** @type {number} */ t) {
    return this.name === 'local' ? (this.offset(t + DAY - 1) - this.offset(this.start)) / HOUR : 0;
  }

  get label() {
    return this.name === 'utc' ? 'UTC' : this.name === 'local' ? 'local' : 'bus';
  }

  /** @param {number} t */
  #date(t) {
    return new Date((t + this.offset(t)) / 1000);
  }
}

/** How long: `12 ms`, `8.0 s`, `3 min 14 s`, `2 h 45 min`, `3 d 4 h`. @param {number} us */
export function duration(us) {
  if (us > 0 && us < 1e5) return us < 1000 ? 'under 1 ms' : `${Math.round(us / 1000)} ms`;
  const tenths = Math.round(us / 1e5);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(us / SECOND);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
  return `${Math.floor(minutes / 1440)} d ${Math.floor(minutes / 60) % 24} h`;
}

/** How long ago, without the ago. @param {number} us */
export function age(us) {
  const minutes = Math.floor(us / MINUTE);
  if (minutes < 60) return minutes < 1 ? 'under 1 min' : `${minutes} min`;
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

/** Floored to four decimals, so that 100 % is said of what is whole, and of nothing else. @param {number} missing @param {number} all */
export function percent(missing, all) {
  if (all <= 0) return '–';
  if (missing <= 0) return '100 %';
  const parts = (BigInt(Math.max(0, all - missing)) * 1000000n) / BigInt(all);
  return `${(Number(parts) / 1e4).toFixed(4)} %`;
}

/** `1 794`: groups of three, kept together. @param {number} value @param {number} [digits] */
export function number(value, digits = 0) {
  return value.toFixed(digits).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, '\u202f');
}

/** For addresses: `2026-11-18T17:32:08.400Z`, to the microsecond where there is one. @param {number} t */
export function iso(t) {
  const text = new Date(Math.floor(t / 1000)).toISOString();
  return t % 1000 ? text.slice(0, -1) + String(t % 1000).padStart(3, '0') + 'Z' : text;
}

/** The time of an address, or NaN. @param {string} text */
export function fromIso(text) {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,6}))?Z$/.exec(text);
  return parts ? Date.parse(`${parts[1]}Z`) * 1000 + Number((parts[2] ?? '').padEnd(6, '0')) : NaN;
}
