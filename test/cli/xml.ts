/** What keeps a text from being well-formed XML of the plain kind: elements, attributes and entities. */
export function faultOfXml(xml: string): string | undefined {
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  if (body === xml) return 'no declaration';
  const open: string[] = [];
  let end = 0;
  for (const tag of body.matchAll(/<(\/?)([a-z-]+)((?: [a-z]+="[^"<&]*(?:&\w+;[^"<&]*)*")*)(\/?)>/g)) {
    const [text, closes, name = '', , lone] = tag;
    const between = body.slice(end, tag.index);
    if (/[<>]|&(?!(?:amp|lt|gt|quot);)/.test(between)) return `loose text: ${between}`;
    if (closes !== '' && open.pop() !== name) return `${text} closes nothing`;
    if (closes === '' && lone === '') open.push(name);
    end = tag.index + text.length;
  }
  if (open.length > 0) return `${open.join(', ')} without end`;
  return body.slice(end).trim() === '' ? undefined : `loose end: ${body.slice(end)}`;
}
