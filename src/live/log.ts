/** What the parts of a server say of what befalls them; a line of JSON each, written elsewhere. */
export interface Log {
  readonly debug: (facts: object, text: string) => void;
  readonly info: (facts: object, text: string) => void;
  readonly warn: (facts: object, text: string) => void;
  readonly error: (facts: object, text: string) => void;
}
