import * as v from 'valibot';
import type { Expectation } from '../expectation.ts';
import { CHECKERS } from '../expectation.ts';
import type { About } from './notes.ts';
import { listed } from './words.ts';

/** What every checker may be asked to say. */
const VERDICTS = ['holds', 'broken'];
/** What the register checker may be asked for besides: the strongest model that must hold, or what the level promises. */
const MODELS = [
  'promised',
  ...['linearizable', 'regular', 'k-atomic'],
  ...['monotonic reads and read your writes', 'monotonic reads', 'read your writes', 'convergent'],
];

/** What share of all operations must be answered, where faults leave a majority. */
const SHARES = ['1/4', '1/2', '3/4', '9/10', '99/100'];

/** How old what is read may be. */
const STALENESS = /^(holds|broken|at most [0-9]{1,7} ticks)$/;

const about: About = {
  allowed: 'checkers and what they must say: { convergence: holds }',
  json: {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      CHECKERS.map((checker) => [
        checker,
        checker === 'staleness' ? { pattern: STALENESS.source } : { enum: wantedOf(checker) },
      ]),
    ),
  },
};

/** Checkers and what they must say, in the order of the file. */
export const expectField = v.pipe(
  v.custom<Readonly<Record<string, unknown>>>(
    (input) => typeof input === 'object' && input !== null && !Array.isArray(input),
    about.allowed,
  ),
  v.rawTransform<Readonly<Record<string, unknown>>, readonly Expectation[]>(({ dataset, addIssue }) => {
    const found: Expectation[] = [];
    for (const [name, value] of Object.entries(dataset.value)) {
      const at = (origin: 'key' | 'value'): [v.IssuePathItem] => [
        { type: 'object', origin, input: {}, key: name, value } as v.ObjectPathItem,
      ];
      const checker = CHECKERS.find((one) => one === name);
      if (checker === undefined) {
        addIssue({ input: name, expected: 'never', message: CHECKERS.join(', '), path: at('key') });
        continue;
      }
      const wanted = wantedOf(checker).find((one) => one === value) ?? mostStaleness(checker, value);
      if (wanted !== undefined) found.push({ checker, wanted });
      else addIssue({ input: value, message: listed(wantedOf(checker)), path: at('value') });
    }
    return found;
  }),
  v.metadata({ about }),
);

/** What a checker may be asked to say. */
export function wantedOf(checker: string): readonly string[] {
  if (checker === 'availability') return [...VERDICTS, ...SHARES];
  if (checker === 'staleness') return [...VERDICTS, 'at most 100 ticks'];
  return checker === 'register' ? [...VERDICTS, ...MODELS] : VERDICTS;
}

function mostStaleness(checker: string, value: unknown): string | undefined {
  return checker === 'staleness' && typeof value === 'string' && STALENESS.test(value) ? value : undefined;
}
