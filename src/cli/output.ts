import { fstatSync, statSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import { isSystemError } from './system-error.ts';

/**
 * One of the process's own streams, written at once and whole. A reader that went away (`| head`) silences it: the
 * command goes on and ends with its own status.
 */
export class Output {
  readonly #fd: number;
  #open = true;

  constructor(fd: number) {
    this.#fd = fd;
  }

  line(text = ''): void {
    this.write(`${text}\n`);
  }

  write(text: string): void {
    let rest = Buffer.from(text, 'utf8');
    while (this.#open && rest.length > 0) rest = rest.subarray(this.#writeSome(rest));
  }

  /**
   * Whether a person may be looking: a terminal is a character device, and not the one that nobody reads.
   * Asking the device itself spares the start the loading of `node:tty`.
   */
  get isTerminal(): boolean {
    try {
      const device = fstatSync(this.#fd);
      return device.isCharacterDevice() && device.rdev !== statSync(devNull).rdev;
    } catch {
      return false;
    }
  }

  #writeSome(bytes: Uint8Array): number {
    try {
      return writeSync(this.#fd, bytes);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      if (error.code === 'EAGAIN') {
        // The pipe is full and was made non-blocking by somebody who shares it.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
        return 0;
      }
      if (error.code !== 'EPIPE' && error.code !== 'EBADF') throw error;
      this.#open = false;
      return bytes.length;
    }
  }
}

export const out = new Output(1);
export const err = new Output(2);
