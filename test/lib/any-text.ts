import fc from 'fast-check';

/** Any UTF-16 code units, halves of pairs too. fast-check's own texts of that width begin with a table of all of Unicode. */
export const anyText = fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units));
