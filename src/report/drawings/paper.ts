import type { Element } from '@xmldom/xmldom';

/** The colours of a drawing that stands by itself, the same as a page gives it. */
const COLOURS = {
  light:
    '--paper:#fff;--ink:#1c2430;--muted:#5a6675;--grid:#dfe4ea;--series-1:#1b66c9;--series-2:#8a4fc7;--series-3:#b3500b',
  dark: '--paper:#12171f;--ink:#e6ebf2;--muted:#9aa7b8;--grid:#2c3542;--series-1:#6aa9ff;--series-2:#c79bff;--series-3:#ffa657',
} as const;

const STYLE = [
  `svg{${COLOURS.light};font-family:system-ui,sans-serif;color:var(--ink)}`,
  `@media (prefers-color-scheme:dark){svg{${COLOURS.dark}}}`,
].join('');

const TITLE_HEIGHT = 40;

/** Puts a drawing on paper of its own, with its title above it. */
export function onPaper(drawing: Element, title: string): Element {
  const document = drawing.ownerDocument;
  if (!document) throw new Error('a drawing belongs to no document');
  const [, , width = 0, height = 0] = (drawing.getAttribute('viewBox') ?? '').split(' ').map(Number);
  drawing.setAttribute('viewBox', `0 ${-TITLE_HEIGHT} ${width} ${height + TITLE_HEIGHT}`);
  const add = (name: string, attributes: Readonly<Record<string, string | number>>, text?: string): Element => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    if (text !== undefined) made.appendChild(document.createTextNode(text));
    return made;
  };
  const first = drawing.firstChild;
  for (const made of [
    add('title', {}, title),
    add('style', {}, STYLE),
    add('rect', { y: -TITLE_HEIGHT, width, height: height + TITLE_HEIGHT, fill: 'var(--paper)' }),
    add('text', { x: 20, y: -12, 'font-size': 16, fill: 'var(--ink)' }, title),
  ])
    drawing.insertBefore(made, first);
  return drawing;
}
