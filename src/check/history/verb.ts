/** What a client may ask. `read write cas` speak of registers, the others of a key-value store; one history speaks of one of them. */
export type Verb = 'read' | 'write' | 'cas' | 'get' | 'put' | 'append' | 'delete' | 'create' | 'update';

export type Family = 'register' | 'store';

/** Verbs as they stand in the columns of a history. */
export const verbCode = {
  read: 0,
  write: 1,
  cas: 2,
  get: 3,
  put: 4,
  append: 5,
  delete: 6,
  create: 7,
  update: 8,
} as const satisfies Record<Verb, number>;

export const verbNames: readonly Verb[] = [
  'read',
  'write',
  'cas',
  'get',
  'put',
  'append',
  'delete',
  'create',
  'update',
];

export function parseVerb(text: unknown): Verb | undefined {
  return verbNames.find((name) => name === text);
}

export function familyOf(verb: Verb): Family {
  return verbCode[verb] <= verbCode.cas ? 'register' : 'store';
}

/** Observes and changes nothing. */
export function isPure(code: number): boolean {
  return code === verbCode.read || code === verbCode.get;
}

/** Always possible, and the state after it does not depend on the state before. */
export function isBlind(code: number): boolean {
  return code === verbCode.write || code === verbCode.put;
}

/** The value after it, if it can happen at all, says nothing of the value before. */
export function isReset(code: number): boolean {
  return isBlind(code) || code === verbCode.update || code === verbCode.delete;
}
