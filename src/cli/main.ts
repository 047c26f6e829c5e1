import { version } from './version.ts';

process.stdout.write(`orrery ${version}\n`);
