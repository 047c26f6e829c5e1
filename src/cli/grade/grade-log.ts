import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';

export async function gradeLog(_: {
  log: string;
  subject: string;
  json: boolean;
  colour: boolean | undefined;
}): Promise<ExitStatus> {
  return EXIT.holds;
}
