/** What is wrong with a request, or with the cluster, as RFC 9457 has it; `detail` says what to do. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly title: string;

  constructor(status: number, title: string, detail: string) {
    super(detail);
    this.status = status;
    this.title = title;
  }

  get body(): string {
    const { status, title, message } = this;
    return JSON.stringify({ type: 'about:blank', title, status, detail: message });
  }
}

export const badRequest = (detail: string): Problem => new Problem(400, 'Bad request', detail);
