// What a moment of a lane can be: the higher, the worse (the page says what this node has, and nothing of others).

export const NONE = 0;
export const FULL = 1;
export const FILLED = 2;
export const UNKNOWN = 3;
export const PARTIAL = 4;
export const UNCONFIRMED = 5;
export const MISSING = 6;

/** In words, for a lane. */
export const WORDS = ['not recorded', 'complete', 'filled later', 'unknown', 'partial only', 'unconfirmed', 'missing here'];

/** The class of its glyph. */
export const GLYPHS = ['none', 'ok', 'fil', 'unk', 'part', 'unc', 'lost'];

/** By the number that `/api/v1/map` has for it; 2 and 4 are kept for what several nodes say together. */
export const OF_CODE = [FULL, PARTIAL, NONE, UNCONFIRMED, NONE, FILLED, UNKNOWN, NONE, MISSING];
