import type { Story } from '../../explore/explain/story.ts';
import type { Paint } from './paint.ts';

const WIDTH = 100;

/** A failure in words: what is demanded, what broke it, under which settings, and what happened, numbered. */
export function tellStoryLines(story: Story, paint: Paint): readonly string[] {
  const { checker, law, why, stage, lines, isClaimed } = story;
  const places = `${lines.length}`.length;
  const ticks = lines.reduce((most, { tick }) => Math.max(most, `${tick}`.length), 0);
  const indent = ' '.repeat(4 + places + 2 + 'tick '.length + ticks + 2);
  return [
    ...fold(`${checker} demands: ${law}.`, '  ', '  '),
    ...fold(`broken${isClaimed ? ', as the testcase claims' : ''}: ${why}`, '  ', '    ').map((line) =>
      paint.bad(line),
    ),
    '',
    ...stage.flatMap((line) => fold(`– ${line}`, '  ', '    ')).map((line) => paint.faint(line)),
    '',
    ...lines.flatMap(({ tick, text, weight }, index) => {
      const number = `${index + 1}`.padStart(places);
      const head = `  ${number}. ${paint.faint(`tick ${`${tick}`.padStart(ticks)}`)}  `;
      const plain = `  ${number}. tick ${`${tick}`.padStart(ticks)}  `;
      const folded = fold(text, ' '.repeat(plain.length), indent);
      const strong = weight === 'strong' ? paint.strong : (line: string) => line;
      return folded.map((line, nth) => (nth === 0 ? head + strong(line.slice(plain.length)) : strong(line)));
    }),
  ];
}

/** Breaks a text at blanks; words longer than a line stay whole. */
export function fold(text: string, first: string, other: string): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && [...line].length + 1 + [...word].length > WIDTH) {
      lines.push(line);
      line = other;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
