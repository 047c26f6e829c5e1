/** One word of a shell command line, quoted where a POSIX shell would otherwise read something into it. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A path that no command takes for a flag. */
export function asOperand(path: string): string {
  return quote(path.startsWith('-') ? `./${path}` : path);
}
