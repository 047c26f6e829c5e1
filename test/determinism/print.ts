/** Prints the digests of the testcases named on the command line under seed 1, as JSON: `print.js read msgdropsinglefailure`. */
import { digestsOf, testcaseNamed } from './digests.ts';

const digests = digestsOf(process.argv.slice(2).map(testcaseNamed), [1]);
process.stdout.write(JSON.stringify(digests));
