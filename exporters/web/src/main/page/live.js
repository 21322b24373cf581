// News by server-sent events: connects, tells, and connects again. It keeps the place, so that no news is told twice.
// Not an EventSource: that one forgets its place when it is closed, as it is for a hidden tab, and knows one pause only.

/** Milliseconds without a word after which a connection is not trusted any more; a tick comes every 5 s. */
const STALE = 20_000;
/** Milliseconds in the background after which the connection is given back: browsers have six for a host. */
const HIDDEN = 60_000;
const PAUSES = [1000, 2000, 4000, 8000, 15_000];

/** @typedef {(type: string, data: any) => void} Listener */

export class Live {
  /** When the last word came, in milliseconds of this browser's clock. */
  heard = Date.now();
  /** When it tries again, if it waits for that. @type {number | undefined} */
  again;
  #tries = 0;
  /** When it connected. */
  #since = 0;
  /** Id of the last event, to go on from. */
  #last = '';
  /** Id of the last event about a hole. */
  #lastHole = '';
  /** @type {AbortController | undefined} */
  #connection;
  /** @type {number | undefined} */
  #timer;
  /** @type {number | undefined} */
  #hiding;

  /** @param {string} address @param {Listener} listener */
  constructor(address, listener) {
    this.address = address;
    this.listener = listener;
  }

  start() {
    document.addEventListener('visibilitychange', () => this.#visibility());
    // A page in the cache of Back and Forward must not hold a connection.
    addEventListener('pagehide', () => this.#close());
    addEventListener('pageshow', (event) => event.persisted && this.#connect());
    this.#connect();
  }

  /** Called now and then: gives up a connection that says nothing. */
  check() {
    if (this.#connection && Date.now() - Math.max(this.heard, this.#since) > STALE) this.#retry();
  }

  async #connect() {
    this.#close();
    this.#since = Date.now();
    const connection = new AbortController();
    this.#connection = connection;
    let pause = 0;
    try {
      const answer = await fetch(new URL(this.address, document.baseURI), {
        cache: 'no-store',
        headers: { Accept: 'text/event-stream', ...(this.#last && { 'Last-Event-ID': this.#last }) },
        signal: connection.signal,
      });
      if (answer.ok && answer.body) {
        for await (const event of events(answer.body)) this.#take(event);
      } else pause = Number(answer.headers.get('Retry-After')) * 1000 || 0;
    } catch {
      // Not reached, broken off, or closed by us: told by the silence.
    }
    if (this.#connection === connection) this.#retry(pause);
  }

  /** @param {{type: string, id: string, data: string}} event */
  #take({ type, id, data }) {
    this.heard = Date.now();
    this.#tries = 0;
    if (!data) return;
    this.#last = id || this.#last;
    if (type === 'hole') {
      if (!after(id, this.#lastHole)) return;
      this.#lastHole = id;
    }
    this.listener(type, JSON.parse(data));
  }

  /** @param {number} [atLeast] milliseconds that the agent asks for */
  #retry(atLeast = 0) {
    this.#close();
    const pause = PAUSES[Math.min(this.#tries++, PAUSES.length - 1)] * (0.8 + 0.4 * Math.random());
    this.again = Date.now() + Math.max(atLeast, pause);
    this.#timer = setTimeout(() => this.#connect(), this.again - Date.now());
  }

  #visibility() {
    clearTimeout(this.#hiding);
    if (document.hidden) this.#hiding = setTimeout(() => this.#close(), HIDDEN);
    else if (!this.#connection) this.#connect();
  }

  #close() {
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.abort();
    clearTimeout(this.#timer);
    this.again = undefined;
  }
}

/**
 * The events of a stream as they come; a comment is one without data.
 *
 * @param {ReadableStream<Uint8Array>} body
 */
export async function* events(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let waiting = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    waiting += decoder.decode(value, { stream: true });
    const blocks = waiting.split(/\r?\n\r?\n/);
    waiting = /** @type {string} */ (blocks.pop());
    for (const block of blocks) yield event(block);
  }
}

/** @param {string} block */
function event(block) {
  const found = { type: 'message', id: '', data: '' };
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /** @type {RegExpExecArray} */ (/^([^:]*):? ?(.*)$/s.exec(line));
    if (field === 'event') found.type = value;
    else if (field === 'id') found.id = value;
    else if (field === 'data') found.data += (found.data && '\n') + value;
  }
  return found;
}

/**
 * Whether an event of the log is news to someone who has heard of `last`: `EPOCH.SEQUENCE.REVISION`.
 *
 * @param {string} id @param {string} last
 */
export function after(id, last) {
  const [epoch, sequence] = id.split('.');
  const [lastEpoch, lastSequence] = last.split('.');
  return epoch !== lastEpoch || Number(sequence) > Number(lastSequence);
}
