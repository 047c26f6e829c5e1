/** What came back; status 0 where nothing did. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Where the controller that this page came from is asked, with the token that somebody has typed in. */
export class Door {
  /** Empty: the cluster wants none, or it was not said yet. It is kept nowhere else. */
  token = '';

  async ask(method: string, path: string, body?: string): Promise<Answer> {
    const headers: HeadersInit = this.token === '' ? {} : { authorization: `Bearer ${this.token}` };
    try {
      const response = await fetch(path, {
        method,
        headers,
        cache: 'no-store',
        ...(body === undefined ? {} : { body }),
      });
      return { status: response.status, text: await response.text() };
    } catch {
      return { status: 0, text: '' };
    }
  }

  /** The JSON of a page. @returns undefined where there is none now */
  async page<T>(path: string): Promise<T | undefined> {
    const { status, text } = await this.ask('GET', path);
    return status === 200 ? (JSON.parse(text) as T) : undefined;
  }
}

/** A key as a part of a URL; half of a pair that stands alone is no text, and asked for as what browsers show for it. */
export function pathOf(key: string): string {
  return encodeURIComponent(key.replace(/\p{Surrogate}/gu, '\ufffd'));
}

/** Browsers take these for folders, however they are written. */
export function isAskable(key: string): boolean {
  return key !== '' && key !== '.' && key !== '..';
}

/** `detail` of a problem, or the answer itself where it is none. */
export function reasonOf({ status, text }: Answer): string {
  if (status === 0) return 'the controller does not answer; what was asked may have happened';
  try {
    const { detail } = JSON.parse(text) as { readonly detail?: unknown };
    return typeof detail === 'string' ? detail : `status ${status}`;
  } catch {
    return `status ${status}`;
  }
}
