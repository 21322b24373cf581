// From spans of time to columns of pixels: the worst wins, and nothing is too short to be seen.

/**
 * What each column of a lane shows.
 *
 * @param {{from: number, to: number, state: number}[]} spans
 * @param {number} t0 begin of the lane
 * @param {number} t1 its end
 * @param {number} width in device pixels
 * @param {(state: number) => number} least pixels that a span of a state has at least
 * @param {Uint8Array} [columns] what is there already, such as where there is a recording at all
 * @returns {Uint8Array} the worst state of each column
 */
export function rasterise(spans, t0, t1, width, least, columns = new Uint8Array(width)) {
  const scale = width / (t1 - t0);
  for (const span of spans) {
    if (span.to <= t0 || span.from >= t1) continue;
    const left = (Math.max(span.from, t0) - t0) * scale;
    const right = (Math.min(span.to, t1) - t0) * scale;
    let first = Math.max(0, Math.floor(left));
    let end = Math.min(width, Math.ceil(right));
    const min = Math.min(width, least(span.state));
    if (end - first < min) {
      first = Math.min(width - min, Math.max(0, Math.round((left + right - min) / 2)));
      end = first + min;
    }
    for (let x = first; x < end; x++) if (columns[x] < span.state) columns[x] = span.state;
  }
  return columns;
}

/**
 * Neighbours that show the same.
 *
 * @param {Uint8Array} columns
 * @returns {{state: number, x: number, width: number}[]}
 */
export function runs(columns) {
  const found = [];
  for (let x = 0; x < columns.length; ) {
    const state = columns[x];
    const first = x;
    while (x < columns.length && columns[x] === state) x++;
    found.push({ state, x: first, width: x - first });
  }
  return found;
}
