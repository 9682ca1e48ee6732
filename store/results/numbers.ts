import * as v from 'valibot';

/** A whole number of things, 0 or more. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A part of a whole, 0 to 1. */
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
