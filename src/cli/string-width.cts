/**
 * Stands in for the package `string-width` in the bundle, where yargs lays out its help: columns of a text, one for
 * each code point, escape sequences of colours not counted. The package itself also knows the emoji and the wide letters
 * of East Asia, of which our help has none, by regular expressions that take longer to compile than all the rest of a
 * command line takes to read.
 */
function stringWidth(text: string): number {
  return [...text.replaceAll(COLOUR, '')].length;
}

const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

module.exports = stringWidth;
